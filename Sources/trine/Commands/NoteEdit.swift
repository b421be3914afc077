// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineNotes

/// `trine note edit NAME`.
struct NoteEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open a page of the lab's wiki in your editor ($VISUAL or $EDITOR)."
  )

  @Argument(help: "The page's name or title.", completion: Completions.topics) var name: String
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    try open.syncNotes()
    let file = try open.topic(named: name).file
    try await EditSession.edit(file, in: open.workspace)
    try open.syncOwnChanges()
    let text = try TopicStore(workspace: open.workspace).text(of: file)
    let findings = TopicStore.diagnostics(text, file: file)
    guard findings.isEmpty else { throw Diagnostics(findings) }
  }
}
