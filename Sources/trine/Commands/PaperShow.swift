// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineClaims
import TrineCore
import TrineIndex
import TrineNotes

/// `trine paper show [KEY]`.
struct PaperShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a paper's note, what links to it, and the experiments that rest on it."
  )

  @OptionGroup var paper: PaperArgument

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: PageFormatOptions

  func run() async throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      try $0.syncRuns()
    }
    let key = try await paper.key(in: open)
    let file = try open.notes.file(of: key)
    let rows = try LinkRows(open)
    let linking = try rows.incoming(rows.book.node(of: .note("\(key)")))
    switch format.format {
    case .json:
      let entry = try open.notes.entry(file: file)
      Console.print(try JSONText.pretty(entry.json(backlinks: linking)))
    case .text:
      Console.print(try open.notes.text(of: key))
      try tell(linking, experiments: open.catalog.experimentsByPaper()[key] ?? [])
      let book = try ClaimBook(open.workspace, catalog: open.catalog)
      for entry in book.entries(of: key) { Console.note(ClaimText.line(entry)) }
    }
  }

  private func tell(_ linking: [LinkRow], experiments: [String]) {
    for row in linking where row.node.kind != .experiment || !experiments.contains(row.node.name) {
      Console.note(row.text)
    }
    for name in experiments { Console.note("tested by \(name): trine runs --experiment \(name)") }
  }
}
