// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineLaunch
import TrineNotes

/// `trine paper edit KEY`.
struct PaperEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open a paper's note in your editor ($VISUAL or $EDITOR)."
  )

  @Argument(help: "The citation key.", completion: Completions.keys, transform: CitationKey.parsed)
  var key: CitationKey

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    _ = try open.notes.text(of: key)
    let file = Workspace.note(key)
    try await EditorProgram.edit(open.workspace.path(file))
    try open.syncNotes()
    let findings = PaperNoteParser.diagnostics(try open.notes.text(of: key), file: file)
    guard findings.isEmpty else { throw Diagnostics(findings) }
  }
}
