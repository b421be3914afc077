// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineFiles
import TrineIndex
import TrineNotes

/// `trine paper remove KEY`.
struct PaperRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Move a paper's note to the trash of the workspace.",
    discussion: "Nothing is removed while something links to the note, unless told to with --force."
  )

  @Argument(help: "The citation key.", completion: Completions.keys, transform: CitationKey.parsed)
  var key: CitationKey

  @Flag(help: "Remove it even where something links to it.") var force = false
  @Flag(help: "Do not ask.") var yes = false
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.open()
    try open.syncNotes()
    let file = try open.notes.file(of: key)
    let rows = try LinkRows(open)
    let linking = try rows.incoming(rows.node(named: "\(key)")).filter { $0.location != nil }
    guard force || linking.isEmpty else { throw Diagnostic.linked(key, linking) }
    guard yes || Console.confirms("Move \(file) to the trash?") else {
      throw Diagnostic(.failure, "\(file) was not removed")
    }
    for file in [file] + companions(of: file, open.workspace) {
      Console.print("moved \(file) to \(try Trash(open.workspace).take(file))")
    }
    try open.syncNotes()
  }

  /// A copy of the paper and its text lie beside the note under its name.
  private func companions(of file: String, _ workspace: Workspace) -> [String] {
    ["pdf", "txt"].map { "\(file.dropLast("md".count))\($0)" }
      .filter { FileText.exists(workspace.path($0)) }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func linked(_ key: CitationKey, _ rows: [LinkRow]) -> Diagnostic {
    let places = rows.map { "\n  \($0.text)" }.joined()
    return Diagnostic(
      .failure,
      "'\(key)' is linked to, and was not removed:\(places)",
      fix: "take the links out, or leave them dangling with --force"
    )
  }
}
