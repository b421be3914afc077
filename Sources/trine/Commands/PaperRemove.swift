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
    discussion: """
      Nothing is removed while something links to the note, unless told to with --force. Where there is no \
      terminal to ask at, nothing is removed without --yes or --force.
      """
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
    guard try isMeant(file) else { throw Diagnostic(.failure, "\(file) was not removed") }
    try EditSession.keepingClosed(file, in: open.workspace) {
      for file in [file] + companions(of: file, open.workspace) {
        Console.print("moved \(file) to \(try Trash(open.workspace).take(file))")
      }
    }
    try open.syncOwnChanges()
  }

  private func isMeant(_ file: String) throws -> Bool {
    if yes { return true }
    if let answer = Console.confirms("Move \(file) to the trash?") { return answer }
    guard force else { throw Diagnostic.nobodyToAsk(file) }
    return true
  }

  /// A copy of the paper and its text lie beside the note under its name.
  private func companions(of file: String, _ workspace: Workspace) -> [String] {
    ["pdf", "txt"].map { "\(file.dropLast("md".count))\($0)" }
      .filter { FileText.exists(workspace.path($0)) }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func nobodyToAsk(_ file: String) -> Diagnostic {
    Diagnostic(
      .usage,
      at: SourceLocation(file: file),
      "there is no terminal to ask at whether the note is to go; it was not removed",
      fix: "say so with --yes"
    )
  }

  fileprivate static func linked(_ key: CitationKey, _ rows: [LinkRow]) -> Diagnostic {
    let places = rows.map { "\n  \($0.text)" }.joined()
    return Diagnostic(
      .failure,
      "'\(key)' is linked to, and was not removed:\(places)",
      fix: "take the links out, or leave them dangling with --force"
    )
  }
}
