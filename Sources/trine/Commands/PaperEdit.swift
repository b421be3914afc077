// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineNotes

/// `trine paper edit [KEY]`.
struct PaperEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open a paper's note in your editor ($VISUAL or $EDITOR)."
  )

  @OptionGroup var paper: PaperArgument

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    let key = try await paper.key(in: open)
    let file = try open.notes.file(of: key)
    // An editor would wait for ever for a pipe, and make a file where a link leads nowhere.
    _ = try open.notes.text(of: key)
    try await EditSession.edit(file, in: open.workspace)
    try open.syncOwnChanges()
    let findings = PaperNoteParser.diagnostics(try open.notes.text(of: key), file: file)
    guard findings.isEmpty else { throw Diagnostics(findings) }
  }
}
