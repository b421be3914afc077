// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineClaims
import TrineCore
import TrineStatistics

/// `trine claims list`.
struct ClaimsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the claims with the experiments that test them and the verdicts."
  )

  @Option(
    help: "Only the claims of one paper.",
    completion: Completions.keys,
    transform: CitationKey.parsed
  )
  var paper: CitationKey?

  @Option(
    help: """
      Only those with a verdict: supported, contradicted, inconclusive, untested or out-of-date.
      """
  )
  var status: [Verdict.Status] = []

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      try $0.syncRuns()
    }
    let book = try ClaimBook(open.workspace, catalog: open.catalog)
    let entries = (paper.map(book.entries(of:)) ?? book.entries).filter { entry in
      status.isEmpty || entry.statuses.contains(where: status.contains)
    }
    let values = try entries.map { try $0.json }
    try format.print(ClaimText.table(entries), json: JSONValue.array(values))
    let isAll = paper == nil && status.isEmpty
    for problem in isAll ? book.problems : entries.problems { Console.note("Warning: \(problem)") }
    if entries.isEmpty {
      Console.note(
        book.entries.isEmpty ? "no claim; write one in a note: - `id` statement" : "no such claim"
      )
    }
  }
}
