// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineIndex
import TrineNotes

/// `trine paper rename OLD NEW`.
struct PaperRenaming: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give a paper another citation key, in every link to it.",
    discussion: """
      The note's file moves, and links in notes, topics, experiments and reports are rewritten: all or \
      nothing, also when the machine goes down in between. Runs keep the key they were run with; the note \
      remembers it in its field 'aliases', and is found by it.
      """
  )

  @Argument(help: "The key it has.", completion: Completions.keys, transform: CitationKey.parsed)
  var old: CitationKey

  @Argument(help: "The key it is to have.", transform: CitationKey.parsedNew)
  var new: CitationKey

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.open()
    let note = try open.notes.file(of: old)
    let files = try EditSession.keepingClosed(note, in: open.workspace) {
      try PaperRename(open.workspace).rename(old, to: new)
    }
    Console.print("renamed \(old) to \(new): \(files[0])")
    for file in files.dropFirst() { Console.print("rewrote \(file)") }
    for file in files where EditSession.isOpen(file, in: open.workspace) {
      Console.note(
        "Warning: \(file) is open in an editor, which may write the old key back; load it again there"
      )
    }
    try open.syncOwnChanges()
  }
}
