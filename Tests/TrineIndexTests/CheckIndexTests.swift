// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCheck
import TrineCore
import TrineIndex
import TrineNotes

@Suite("What the catalog keeps for trine check")
struct CheckIndexTests {
  private func found(_ lab: Lab) throws -> [String] {
    try lab.sync()
    return try WorkspaceCheck.findings(in: CheckedWorkspace(lab.catalog)).map {
      "\($0.location) \($0.rule.rawValue)"
    }
  }

  @Test("knows two experiments of one name, both of whose files are told")
  func sameExperiments() throws {
    let lab = try Lab()
    let text = "data: {format: synthetic, kind: blobs}\nmodel: {layers: [2, 2]}\n"
    for file in ["a", "c"] { try lab.put("name: b\n" + text, "experiments/\(file).yaml") }
    try lab.put(text, "experiments/b.yaml")
    try lab.put(text, "experiments/d.yaml")
    try lab.sync()
    let findings = try WorkspaceCheck.findings(in: CheckedWorkspace(lab.catalog))
    #expect(findings.allSatisfy { $0.rule == .sameExperiment && $0.level == .error })
    #expect(
      findings.map { "\($0.location): \($0.message)" } == [
        "experiments/a.yaml:1: the experiment 'b' is also that of experiments/b.yaml and experiments/c.yaml",
        "experiments/b.yaml:1: the experiment 'b' is also that of experiments/a.yaml and experiments/c.yaml",
        "experiments/c.yaml:1: the experiment 'b' is also that of experiments/a.yaml and experiments/b.yaml",
      ]
    )
  }

  @Test("knows the headings that only a text names which is not saved yet")
  func unsaved() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: \"A\"\n---\n## Claims\n", "notes/papers/a2016.md")
    try lab.put("x\n", "notes/topics/new.md")
    try lab.sync()
    let text = "[[a2016#Claims]] [[a2016#None]]\n"
    let checked = try CheckedWorkspace(lab.catalog, open: OpenTexts(["notes/topics/new.md": text]))
    let found = WorkspaceCheck.findings(in: checked).filter { $0.rule == .danglingHeading }
    #expect(found.map(\.location.column) == [20])
  }

  @Test("is enough for every rule that files alone decide")
  func rules() throws {
    let lab = try Lab()
    try lab.put(
      """
      ---
      citekey: other
      title: "A"
      year: 2016
      doi: 10.1/x
      status: read
      ---
      ## In three lines
      1. one
      2. two
      ## What it criticises
      ## What it contributes
      は@b2019 [[b2019#無い]] [[none]] [[run:x-1]] [[exp:nowhere]]
      ## Claims
      - `c` C.
      - no id
      - `c` C again.
      """,
      "notes/papers/a2016.md"
    )
    try lab.put(
      "---\ntitle: a\nyear: 2017\ndoi: https://doi.org/10.1/X\n---\n",
      "notes/papers/b2019.md"
    )
    try lab.put("---\ntitle: [\n---\n", "notes/topics/broken.md")
    try lab.put(
      "papers: [a2016#c, a2016#d]\ndata: {format: idx, path: x}\nbatch: 3\n",
      "experiments/x.yaml"
    )
    let findings = try found(lab)
    #expect(
      findings.filter { !$0.contains("experiments/x.yaml:3") && !$0.hasSuffix(" config") } == [
        "experiments/x.yaml:1:19 unknown-claim",
        "notes/papers/a2016.md:2:10 key-differs",
        "notes/papers/a2016.md:8:1 three-lines",
        "notes/papers/a2016.md:11:1 empty-section",
        "notes/papers/a2016.md:13:3 glued-citation",
        "notes/papers/a2016.md:13:11 dangling-heading",
        "notes/papers/a2016.md:13:24 dangling-note",
        "notes/papers/a2016.md:13:37 dangling-run",
        "notes/papers/a2016.md:13:49 dangling-experiment",
        "notes/papers/a2016.md:16:1 nameless-claim",
        "notes/papers/a2016.md:17:1 duplicate-claim",
        "notes/papers/b2019.md:1 same-doi",
        "notes/papers/b2019.md:1 same-title",
        "notes/topics/broken.md:1 orphan",
        "notes/topics/broken.md:2 front-matter",
      ]
    )
    #expect(findings.contains { $0.hasSuffix(" config") })
  }

  @Test("has addresses and cross references among the links")
  func addresses() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: A\nbibtex: {crossref: none}\n---\n", "notes/papers/a2016.md")
    try lab.put("[a](../papers/a2016.md#x) [b](../papers/b2016.md)", "notes/topics/t.md")
    #expect(
      try found(lab) == [
        "notes/papers/a2016.md:3:20 dangling-note", "notes/topics/t.md:1:41 dangling-note",
      ]
    )
    let links = try lab.catalog.links(to: .note("a2016"))
    #expect(links.map(\.form) == [.address])
    #expect(links.map(\.heading) == ["x"])
  }

  @Test("takes a crossref for the paper it means to BibTeX, in whatever case")
  func crossReferenceCase() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: A\naliases: [OLD1]\n---\n", "notes/papers/Dean2012large.md")
    for (key, parent) in [("b1", "dean2012Large"), ("b2", "old1"), ("b3", "dean2012larg")] {
      try lab.put(
        "---\ntitle: \(key)\nbibtex: {crossref: \(parent)}\n---\n",
        "notes/papers/\(key).md"
      )
    }
    try lab.put("[[dean2012LARGE]]\n", "notes/topics/t.md")
    let dangling = try found(lab).filter { $0.hasSuffix("dangling-note") }
    #expect(
      dangling == [
        "notes/papers/b3.md:3:20 dangling-note", "notes/topics/t.md:1:3 dangling-note",
      ]
    )
    let edges = try LinkGraph(lab.catalog).edges.map { "\($0.from) \($0.to)" }
    #expect(edges.filter { $0.hasSuffix("paper:Dean2012large") }.count == 2)
  }

  @Test(
    "names experiments and reports that are no files, and hangs at none",
    .timeLimit(.minutes(1))
  )
  func noFiles() throws {
    let lab = try Lab()
    try lab.put("x", "experiments/folder.yaml/x")
    try lab.put("x", "reports/weeks/2026-W48.md/x")
    try lab.put("x", "reports/runs/readme.txt")
    mkfifo(lab.workspace.path("experiments/pipe.yaml"), 0o600)
    mkfifo(lab.workspace.path("reports/runs/x-1.md"), 0o600)
    symlink("nowhere.yaml", lab.workspace.path("experiments/none.yaml"))
    let expected = [
      "experiments/folder.yaml config", "experiments/none.yaml config",
      "experiments/pipe.yaml config", "reports/runs/x-1.md front-matter",
      "reports/weeks/2026-W48.md front-matter",
    ]
    for _ in 1...2 { #expect(try found(lab) == expected) }
    try lab.remove("experiments/pipe.yaml")
    #expect(try found(lab) == expected.filter { !$0.contains("pipe") })
  }

  @Test("has notes that cannot be opened, with their problem")
  func unreadable() throws {
    let lab = try Lab()
    try lab.put("x", "notes/papers/folder.md/x")
    mkfifo(lab.workspace.path("notes/papers/pipe.md"), 0o600)
    symlink("loop.md", lab.workspace.path("notes/papers/loop.md"))
    symlink("nowhere.md", lab.workspace.path("notes/papers/none.md"))
    let problems = [
      "this is a folder, not a file", "cannot be read: Too many levels of symbolic links",
      "this symbolic link leads nowhere", "cannot be read: it is no regular file",
    ]
    for _ in 1...2 {
      #expect(try found(lab).filter { $0.hasSuffix("front-matter") }.count == 4)
      #expect(try lab.catalog.papers().map(\.problem) == problems)
    }
    try lab.remove("notes/papers/none.md")
    try lab.put("---\ntitle: A\n---\n", "notes/papers/none.md")
    try lab.sync()
    #expect(try lab.catalog.papers().map(\.problem).contains(nil))
  }

  @Test("mends citations that kana touch, as pandoc reads them")
  func mending() {
    let cases = [
      ("は@a2016 と", "は[@a2016] と"), ("@a2016は", "[@a2016]は"), ("-@a2016は", "[-@a2016]は"),
      ("は@{a2016}", "は[@{a2016}]"), ("[は@a2016]", "[は@a2016]"),
      ("は@a2016 [p. 3]", "は@a2016 [p. 3]"),
      ("`は@a2016`", "`は@a2016`"), ("は@b2016", "は@b2016"), ("[x] は@a2016", "[x] は[@a2016]"),
      ("は@a2016は@a2016", "は[@a2016]は[@a2016]"),
    ]
    for (before, after) in cases {
      let mended = CitationMender.mended(Array(before.utf8)) { $0 == "a2016" }
      #expect(String(decoding: mended, as: UTF8.self) == after)
      #expect(CitationMender.mended(mended) { $0 == "a2016" } == mended)
    }
  }

  @Test("finds a paper by a key it had before")
  func aliases() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: A\naliases: [old2015]\n---\n", "notes/papers/a2016.md")
    try lab.put("# T\n[[old2015]]\n", "notes/topics/t.md")
    #expect(try found(lab) == [])
    #expect(
      try lab.catalog.paper(#require(CitationKey("old2015")))?.file == "notes/papers/a2016.md"
    )
  }

  @Test("tells files that are as they would be made from those that may not be")
  func madeFiles() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: A\n---\n", "notes/papers/a2016.md")
    try lab.sync()
    let before = try lab.catalog.sourcesFingerprint()
    #expect(try lab.catalog.sourcesFingerprint() == before)
    let stamp = PageStamp(file: "x.md", size: 3, modified: 5)
    try lab.catalog.remember([stamp], madeFrom: before)
    let known = try #require(try lab.catalog.madeFiles()["x.md"])
    #expect(known == (stamp, before))
    try lab.put("---\ntitle: B\n---\n", "notes/papers/b2016.md")
    try lab.sync()
    #expect(try lab.catalog.sourcesFingerprint() != before)
  }
}
