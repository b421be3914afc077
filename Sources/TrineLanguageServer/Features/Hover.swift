// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineClaims
import TrineCore
import TrineNotes
import TrineStatistics

/// What a link leads to, in short.
struct Hover {
  private let library: Library

  init(_ library: Library) {
    self.library = library
  }

  /// The protocol's hover; `null` where no link is, or where it leads nowhere.
  func hover(at place: DocumentPlace) throws -> JSONValue {
    guard let link = place.link(in: library.links(in: place.file)),
      let text = try markdown(link)
    else { return .null }
    return .object([
      "contents": .object(["kind": .string("markdown"), "value": .string(text)]),
      "range": place.document.json(link.bytes),
    ])
  }

  private func markdown(_ link: PageLink) throws -> String? {
    switch link.target {
    case .note(let name):
      if let key = CitationKey(name), let paper = try library.catalog.paper(key) {
        let claim = claim(link.heading, in: paper.file)
        return try Self.paper(paper, claim: claim, tests: tests(of: claim, in: key))
      }
      return try library.page(of: link.target).map { "**\($0.title)**" }
    case .experiment(let name):
      let page = try library.page(of: link.target)
      let count = try library.catalog.runs(experiment: name).count
      // Its file may be gone, or lie elsewhere, while there are runs.
      guard page != nil || count > 0 else { return nil }
      return "**\(name)** \(page?.title ?? "")\n\nruns: \(count)"
    case .run(let id):
      guard let id = RunID(id) else { return nil }
      let rows = try library.catalog.runRows(
        experiment: id.experiment,
        metrics: ["test/accuracy", "train/loss"]
      )
      return rows.first { $0.id == id }.map(Self.run)
    }
  }

  /// What experiments say about a claim.
  private func tests(of claim: PaperClaim?, in key: CitationKey) throws -> [ClaimBook.Test] {
    guard let claim, let reference = ClaimReference(paper: key, id: claim.id) else { return [] }
    let book = try ClaimBook(library.workspace, catalog: library.catalog)
    return book.entry(reference)?.tests ?? []
  }

  private func claim(_ heading: String?, in file: String) -> PaperClaim? {
    guard let heading, let text = library.document(file)?.text else { return nil }
    return PageReader.claims(text).first { $0.id == heading }
  }
}

// MARK: - Markdown

extension Hover {
  private static func paper(
    _ entry: PaperEntry,
    claim: PaperClaim?,
    tests: [ClaimBook.Test]
  ) -> String {
    let note = entry.note
    let facts = [note.shortAuthors, note.year.map(String.init), note.venue].compactMap(\.self)
      .filter { !$0.isEmpty }
    var parts = ["**\(note.title)**", facts.joined(separator: ", ") + " · \(note.status.rawValue)"]
    if let claim { parts.append("> `\(claim.id)` \(claim.statement)") }
    for test in tests {
      let verdict = test.finding.verdict
      parts.append("**\(verdict.status.rawValue)** by \(test.experiment): \(verdict.reason)")
    }
    if !note.lines.isEmpty {
      let lines = note.lines.enumerated().map { "\($0.offset + 1). \($0.element)" }
      parts.append(lines.joined(separator: "\n"))
    }
    if let problem = entry.problem { parts.append("⚠ \(problem)") }
    return parts.joined(separator: "\n\n")
  }

  private static func run(_ run: RunRow) -> String {
    let metrics = run.metrics.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.fixed(4))" }
    let state = run.status.rawValue + (run.reason.map { " (\($0))" } ?? "")
    return (["**\(run.id)** \(state)", "ranks: \(run.ranks), seed: \(run.seed)"] + metrics)
      .joined(separator: "\n\n")
  }
}
