// SPDX-License-Identifier: MIT

import Testing
import TrineCheck
import TrineCore

@Suite("The rules of trine check")
struct RuleTests {
  private func page(
    _ name: String,
    _ title: String = "",
    kind: PageKind = .paper,
    aliases: [String] = [],
    year: Int? = nil,
    doi: String? = nil,
    arxiv: String? = nil
  ) -> CheckedPage {
    let file = kind == .paper ? "notes/papers/\(name).md" : "notes/topics/\(name).md"
    let entry = PageNames.Entry(
      file: file,
      kind: kind,
      name: name,
      title: title,
      aliases: aliases
    )
    return CheckedPage(entry, year: year, doi: doi, arxiv: arxiv)
  }

  private func link(
    _ target: LinkTarget,
    heading: String? = nil,
    form: PageLink.Form = .wiki,
    isGlued: Bool = false,
    in file: String = "notes/topics/from.md",
    line: Int = 1
  ) -> CheckedLink {
    let place = SourceLocation(file: file, line: line, column: 3)
    return CheckedLink(target, heading: heading, form: form, isGlued: isGlued, at: place)
  }

  private func claim(_ key: String, _ id: String, line: Int = 9) -> CheckedClaim {
    CheckedClaim(key, id, at: SourceLocation(file: "notes/papers/\(key).md", line: line, column: 1))
  }

  /// The findings of a rule.
  private func found(_ rule: RuleName, _ workspace: CheckedWorkspace) -> [Finding] {
    WorkspaceCheck.findings(in: workspace).filter { $0.rule == rule }
  }

  @Test("a file that nothing reads is told, with the name it should have")
  func unread() {
    var workspace = CheckedWorkspace()
    workspace.unreadFiles = ["experiments/x.yml", "notes/topics/old/y.md"]
    let findings = found(.unreadFile, workspace)
    #expect(findings.map(\.location.file) == workspace.unreadFiles)
    #expect(findings.last?.fix == "move it to notes/topics/y.md, or out of this folder")
    #expect(findings.first?.command == "mv -n experiments/x.yml experiments/x.yaml")
  }

  @Test("a text that was kept beside a note is told")
  func conflicts() {
    var workspace = CheckedWorkspace()
    workspace.conflicts = ["notes/papers/a2016.md.conflict-1"]
    #expect(found(.conflict, workspace).map(\.location.file) == workspace.conflicts)
    #expect(
      found(.conflict, workspace).map(\.command) == [
        "$EDITOR notes/papers/a2016.md.conflict-1"
      ]
    )
  }

  @Test("keys that differ in case alone are told, at the second")
  func sameKeys() {
    var workspace = CheckedWorkspace()
    workspace.pages = [page("Foo1", "A"), page("bar1", "B"), page("foo1", "C")]
    #expect(found(.sameKey, workspace).map(\.location.file) == ["notes/papers/foo1.md"])
    #expect(found(.sameKey, workspace).map(\.command) == ["trine paper rename foo1 NEW"])
  }

  @Test("an address in a report, which names every paper, takes no note out of the orphans")
  func orphansOfReports() {
    var workspace = CheckedWorkspace()
    workspace.pages = [page("a2016", "A"), page("b2017", "B"), page("c2018", "C")]
    workspace.links = [
      link(.note("a2016"), form: .address, in: "reports/weeks/2026-W48.md"),
      link(.note("b2017"), form: .address), link(.note("c2018"), in: "reports/weeks/2026-W48.md"),
    ]
    #expect(found(.orphan, workspace).map(\.location.file) == ["notes/papers/a2016.md"])
  }

  @Test("addresses lead to a file, which a title or a key of before does not name")
  func danglingAddresses() {
    var workspace = CheckedWorkspace()
    workspace.pages = [
      page("chen2016", "A", aliases: ["chen2015"]), page("mpi", "MPI Threads", kind: .topic),
    ]
    workspace.links = ["chen2016", "chen2015", "mpi", "mpi threads"].map {
      link(.note($0), heading: "none", form: .address)
    }
    let fixes = found(.danglingNote, workspace).map(\.fix)
    #expect(fixes == ["did you mean 'chen2016'?", "did you mean 'mpi'?"])
    #expect(found(.danglingHeading, workspace).isEmpty)
  }

  @Test("links lead to a key, a key of before, a topic, or a topic's title in any case")
  func danglingNotes() {
    var workspace = CheckedWorkspace()
    workspace.pages = [
      page("chen2016", "A", aliases: ["chen2015"]), page("mpi", "MPI Threads", kind: .topic),
    ]
    workspace.links = ["chen2016", "chen2015", "mpi", "mpi threads", "chen2017", "no such"].map {
      link(.note($0))
    }
    let findings = found(.danglingNote, workspace)
    #expect(
      findings.map(\.message) == [
        "there is no note or topic 'chen2017'", "there is no note or topic 'no such'",
      ]
    )
    #expect(
      findings.first?.fix == "did you mean 'chen2015'?"
        || findings.first?.fix == "did you mean 'chen2016'?"
    )
    #expect(findings.last?.fix == "make it: trine note new 'no such' --slug …")
    #expect(findings.allSatisfy { $0.level == .error && $0.location.column == 3 })
  }

  @Test("links with a heading lead to one, in whatever width and case, or to a claim")
  func danglingHeadings() {
    var workspace = CheckedWorkspace()
    workspace.pages = [page("a2016")]
    workspace.claims = [claim("a2016", "slow")]
    workspace.headings = ["notes/papers/a2016.md": ["claims", "主張", "gpu"]]
    workspace.links = ["Claims", "ＧＰＵ", "slow", "Method"].map {
      link(.note("a2016"), heading: $0)
    }
    #expect(
      found(.danglingHeading, workspace).map(\.message) == [
        "'a2016' has no heading and no claim 'Method'"
      ]
    )
  }

  @Test("links to runs and experiments lead to one")
  func danglingRuns() {
    var workspace = CheckedWorkspace()
    workspace.runs = ["x-1", "x-2"]
    workspace.experiments = ["x"]
    workspace.links = [
      link(.run("x-1")), link(.run("x-3")), link(.experiment("x")), link(.experiment("y")),
    ]
    #expect(found(.danglingRun, workspace).map(\.message) == ["there is no run 'x-3'"])
    #expect(found(.danglingExperiment, workspace).map(\.message) == ["there is no experiment 'y'"])
  }

  @Test("experiments name claims that a note makes, and claims nobody names are told")
  func claims() {
    var workspace = CheckedWorkspace()
    workspace.pages = [page("a2016", aliases: ["a2015"])]
    workspace.claims = [claim("a2016", "slow"), claim("a2016", "fast"), claim("a2016", "new")]
    workspace.links = [
      link(.note("a2015"), heading: "slow", form: .field),
      link(.note("a2016"), heading: "fats", form: .field),
      link(.note("a2016"), heading: "new", form: .wiki),
    ]
    let unknown = found(.unknownClaim, workspace)
    #expect(unknown.map(\.message) == ["'a2016' makes no claim 'fats'"])
    #expect(unknown.map(\.fix) == ["did you mean 'fast'?"])
    #expect(
      found(.untestedClaim, workspace).map(\.message) == [
        "no experiment tests the claim 'fast'", "no experiment tests the claim 'new'",
      ]
    )
    #expect(found(.untestedClaim, workspace).allSatisfy { $0.level == .information })
  }

  @Test("the claims of a note have an id each")
  func duplicateClaims() {
    var workspace = CheckedWorkspace()
    workspace.claims = [claim("a", "x"), claim("b", "x"), claim("a", "x", line: 12)]
    #expect(
      found(.duplicateClaim, workspace).map(\.message) == [
        "the claim 'x' is there already, on line 9"
      ]
    )
  }

  @Test(
    "two papers do not have one identifier, however it is written",
    arguments: [
      ("10.1/AB", nil, "https://doi.org/10.1/ab", nil, RuleName.sameDOI),
      (nil, "1604.00981", nil, "arXiv:1604.00981v2", RuleName.sameArXiv),
      (nil, "cs/0112017v1", nil, "https://arxiv.org/abs/cs/0112017", RuleName.sameArXiv),
    ] as [(String?, String?, String?, String?, RuleName)]
  )
  func identifiers(a: (String?, String?, String?, String?, RuleName)) {
    var workspace = CheckedWorkspace()
    workspace.pages = [
      page("a", doi: a.0, arxiv: a.1), page("b", doi: a.2, arxiv: a.3), page("c", arxiv: "1604.1"),
    ]
    #expect(found(a.4, workspace).map(\.location.file) == ["notes/papers/b.md"])
  }

  @Test("a title within a year is that of one paper")
  func titles() {
    var workspace = CheckedWorkspace()
    workspace.pages = [
      page("a", "Deep Learning!", year: 2015), page("b", "deep learning", year: 2016),
      page("c", "Deep learning", year: 2019), page("d", "深層学習", year: 2015),
      page("e", "深層学習", year: 2017), page("f", "", year: 2015), page("g", "", year: 2015),
    ]
    #expect(found(.sameTitle, workspace).map(\.location.file) == ["notes/papers/b.md"])
  }

  @Test("glued citations are told, and mended where there is such a note")
  func glued() {
    var workspace = CheckedWorkspace()
    workspace.pages = [page("a2016")]
    workspace.links = [
      link(.note("a2016"), form: .citation, isGlued: true),
      link(.note("b2016"), form: .citation, isGlued: true),
      link(.note("a2016"), form: .citation),
    ]
    #expect(found(.gluedCitation, workspace).map(\.isFixable) == [true, false])
  }

  @Test("notes without any link are told")
  func orphans() {
    var workspace = CheckedWorkspace()
    workspace.pages = [page("a"), page("b"), page("c"), page("t", kind: .topic)]
    workspace.links = [link(.note("a"), in: "notes/papers/b.md")]
    #expect(
      found(.orphan, workspace).map(\.location.file) == [
        "notes/papers/c.md", "notes/topics/t.md",
      ]
    )
  }

  @Test("files that are made from others are as they would be made")
  func madeFiles() {
    var workspace = CheckedWorkspace()
    let states: [MadeFile.State] = [
      .current, .outOfDate, .unverifiable(missingRuns: ["x-1", "x-2", "x-3", "x-4"]),
      .edited(Diagnostic(at: SourceLocation(file: "3"), "edited")),
    ]
    workspace.madeFiles = states.enumerated().map { index, state in
      MadeFile(file: "\(index)", command: "trine report week", state: state)
    }
    let findings = WorkspaceCheck.findings(in: workspace)
    #expect(findings.map(\.location.file) == ["1", "2", "3"])
    #expect(findings.map(\.isFixable) == [true, false, false])
    #expect(findings.map(\.level) == [.warning, .information, .warning])
    #expect(
      findings[1].message.hasSuffix("runs x-1, x-2, x-3 and 1 more are not in this workspace")
    )
  }

  @Test("a metric that no run has is told with the nearest there is, or with all there are")
  func metrics() {
    var workspace = CheckedWorkspace()
    let place = SourceLocation(file: "experiments/x.yaml", line: 3, column: 5)
    let known = ["test/accuracy", "test/loss", "throughput"]
    workspace.unknownMetrics = ["test/los", "speed"].map {
      UnknownMetric($0, of: "x", at: place, known: known)
    }
    let findings = found(.unknownMetric, workspace)
    #expect(findings.allSatisfy { $0.location == place && $0.level == .warning })
    #expect(
      Set(findings.compactMap(\.fix)) == [
        "did you mean 'test/loss'?", "they have test/accuracy, test/loss, throughput",
      ]
    )
  }

  @Test("what readers told keeps its place, and goes by its rule's name")
  func told() {
    var workspace = CheckedWorkspace()
    let place = SourceLocation(file: "a.md", line: 7, column: 1)
    workspace.problems = [
      Diagnostic(at: place, "two lines", rule: "three-lines"),
      Diagnostic(at: place, "no title"),
      Diagnostic(at: SourceLocation(file: "a.md", line: 2), "other key", rule: "key-differs"),
    ]
    let findings = WorkspaceCheck.findings(in: workspace)
    #expect(findings.map(\.rule) == [.keyDiffers, .frontMatter, .threeLines])
    #expect(findings.map(\.isFixable) == [true, false, false])
  }
}
