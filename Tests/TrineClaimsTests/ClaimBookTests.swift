// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineClaims
import TrineConfig
import TrineCore
import TrineIndex
import TrineStatistics

@Suite("The claims of a workspace")
final class ClaimBookTests {
  private let workspace: Workspace
  private let catalog: Catalog

  init() throws {
    let root = FileManager.default.temporaryDirectory.path + "/trine-claims-\(UUID().uuidString)"
    workspace = Workspace(root: root, settings: WorkspaceSettings(name: "lab"))
    catalog = try Catalog.inMemory()
    try put(
      "---\ntitle: A\n---\n## Claims\n- `better` It is.\n- `open` Who knows.\n",
      "notes/papers/a2016.md"
    )
    try put(experiment(), "experiments/x.yaml")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: workspace.root)
  }

  private func put(_ text: String, _ file: String) throws {
    let url = URL(filePath: workspace.path(file))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  private func experiment(epochs: Int = 2, claim: String = "a2016#better") -> String {
    """
    question: Which?
    ranks: 2
    data: {format: synthetic, kind: blobs, samples: 64, features: 6, classes: 3}
    model: {layers: [6, 8, 3]}
    train: {epochs: \(epochs), batch: 32, learningRate: {base: 0.05}}
    sweep: {mode: [sync, async], seed: [1, 2, 3]}
    claims:
      - claim: \(claim)
        metric: test/accuracy
        where: {mode: sync}
        beats: {mode: async}
    """
  }

  /// A finished run of each plan of the experiment as its file is now.
  private func run(_ accuracies: [Double]) throws {
    let file = "experiments/x.yaml"
    let text = try String(contentsOfFile: workspace.path(file), encoding: .utf8)
    let plans = try ExperimentReader.plans(file: file, text: text, overrides: [])
    for (number, (plan, accuracy)) in zip(plans, accuracies).enumerated() {
      let id = RunID(experiment: "x", number: try catalog.lastNumber(of: "x") + 1)
      try catalog.save(
        Run(
          id: id,
          uid: "uid\(id.number)",
          status: .finished,
          created: Date(timeIntervalSince1970: 1_795_413_600 + Double(id.number)),
          host: "here",
          ranks: 2,
          seed: number % 3 + 1,
          config: try plan.config(),
          metrics: ["test/accuracy": MetricSummary(first: accuracy, step: 1)],
          tags: [],
          folder: Workspace.folder(id)
        )
      )
    }
  }

  private func book() throws -> ClaimBook {
    try WorkspaceIndex(workspace, catalog: catalog).sync()
    return try ClaimBook(workspace, catalog: catalog)
  }

  private func status(_ name: String) throws -> [Verdict.Status] {
    let reference = try #require(ClaimReference(name))
    return try #require(try book().entry(reference)).statuses
  }

  @Test("are untested until there are runs, then judged by them")
  func judged() throws {
    #expect(try status("a2016#better") == [.untested])
    #expect(try status("a2016#open") == [.untested])
    try run([0.90, 0.91, 0.92, 0.80, 0.81, 0.82])
    #expect(try status("a2016#better") == [.supported])
    let entry = try #require(try book().entries.first)
    #expect(entry.tests.map(\.experiment) == ["x"])
    #expect(entry.tests.first?.finding.subject.runs.map(\.description) == ["x-1", "x-2", "x-3"])
    #expect(entry.tests.first?.finding.rivals?.runs.map(\.description) == ["x-4", "x-5", "x-6"])
  }

  @Test("follow a paper that was renamed, also where an experiment names its former key")
  func renamed() throws {
    try run([0.90, 0.91, 0.92, 0.80, 0.81, 0.82])
    let note = try String(contentsOfFile: workspace.path("notes/papers/a2016.md"), encoding: .utf8)
    try put(note.replacing("title: A", with: "title: A\naliases: [a2016]"), "notes/papers/z2016.md")
    try FileManager.default.removeItem(atPath: workspace.path("notes/papers/a2016.md"))
    #expect(try status("z2016#better") == [.supported] && status("a2016#better") == [.supported])
    #expect(try book().entries.map(\.reference.description) == ["z2016#better", "z2016#open"])
    let key = try #require(CitationKey("a2016"))
    #expect(try book().entries(of: key).count == 2)
    // Runs test the papers of their claims, by the key that is theirs now.
    let named = try catalog.experimentsByPaper()
    #expect(named.keys.map(\.description) == ["z2016"] && named.values.first == ["x"])
  }

  @Test("are contradicted, or stay open, as the runs have it")
  func others() throws {
    try run([0.80, 0.81, 0.82, 0.90, 0.91, 0.92])
    #expect(try status("a2016#better") == [.contradicted])
    // Of runs with one seed the newest counts.
    try run([0.80, 0.81, 0.82, 0.80, 0.81, 0.83])
    #expect(try status("a2016#better") == [.inconclusive])
  }

  @Test("are out of date when the experiment's file has changed since")
  func outOfDate() throws {
    try run([0.90, 0.91, 0.92, 0.80, 0.81, 0.82])
    try put(experiment(epochs: 3), "experiments/x.yaml")
    #expect(try status("a2016#better") == [.outOfDate])
    try run([0.90, 0.91, 0.92, 0.80, 0.81, 0.82])
    #expect(try status("a2016#better") == [.supported])
  }

  @Test("are untested for a reason where their experiment cannot be read")
  func unread() throws {
    try put(experiment().replacing("ranks: 2", with: "ranks: 0\nepochs: 3"), "experiments/x.yaml")
    try put(
      experiment(claim: "b2019#none").replacing("question: Which?", with: "papers: 3"),
      "experiments/y.yaml"
    )
    let book = try book()
    let entry = try #require(book.entries.first)
    #expect(entry.statuses == [.untested])
    #expect(entry.tests.isEmpty)
    #expect(entry.unread.map(\.experiment) == ["x"])
    let reason = try #require(entry.unread.first?.reason)
    #expect(
      reason.hasPrefix("its experiment cannot be read: experiments/x.yaml:2:8: 'ranks' is 0; ")
    )
    #expect(reason.hasSuffix(" (and 1 more)"))
    #expect(book.entries.first { $0.reference.id == "open" }?.unread.isEmpty == true)
    #expect(book.entries.last?.reference.description == "b2019#none")
    #expect(book.entries.last?.unread.map(\.experiment) == ["y"])
    #expect(book.problems.count == 3)
  }

  @Test("that no note has come last, and experiments that cannot be read are told")
  func strays() throws {
    try put(experiment(claim: "b2019#none"), "experiments/y.yaml")
    try put(experiment().replacing("ranks: 2", with: "ranks: 0"), "experiments/z.yaml")
    let book = try book()
    #expect(
      book.entries.map(\.reference.description) == ["a2016#better", "a2016#open", "b2019#none"]
    )
    #expect(book.entries.last?.claim == nil)
    #expect(book.problems.map { $0.location?.file } == ["experiments/z.yaml"])
  }
}
