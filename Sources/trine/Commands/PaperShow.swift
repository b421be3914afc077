// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineClaims
import TrineCore
import TrineNotes

/// `trine paper show KEY`.
struct PaperShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a paper's note and the experiments that rest on it."
  )

  @Argument(help: "The citation key.", completion: Completions.keys, transform: CitationKey.parsed)
  var key: CitationKey

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: PageFormatOptions

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      if format.format == .text { try $0.syncRuns() }
    }
    let text = try open.notes.text(of: key)
    switch format.format {
    case .json:
      let entry = try open.notes.entry(file: Workspace.note(key))
      Console.print(try JSONText.pretty(entry.json))
    case .text:
      Console.print(text)
      let experiments = try open.catalog.experimentsByPaper()[key] ?? []
      for name in experiments { Console.note("tested by \(name): trine runs --experiment \(name)") }
      let book = try ClaimBook(open.workspace, catalog: open.catalog)
      for entry in book.entries(of: key) { Console.note(ClaimText.line(entry)) }
    }
  }
}
