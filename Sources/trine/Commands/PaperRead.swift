// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCore
import TrineNotes

/// `trine paper read [KEY]`.
struct PaperRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Note that a paper was read today, or how far its reading is."
  )

  @OptionGroup var paper: PaperArgument

  @Option(help: "How far the reading is: read, reading, revisit or to-read.")
  var status: ReadingStatus = .read

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    let key = try await paper.key(in: open)
    let file = try open.notes.edit(key) { editor in
      try editor.set("status", to: status.rawValue)
      if status == .read { try editor.set("read", to: "\(today)") }
    }
    try open.syncOwnChanges()
    Console.print("\(file): \(status.rawValue)")
    for finding in PaperNoteParser.diagnostics(try open.notes.text(of: key), file: file) {
      Console.note("to do: \(finding)")
    }
  }
}
