// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineLaunch

/// A file of the workspace in the user's editor, one editor of Trine's at a time.
enum EditSession {
  /// Opens a file, which stays where it is, and waits until the editor is closed.
  /// - Throws: a `Diagnostic` that says who has it when another command has it open.
  static func edit(_ file: String, in workspace: Workspace) async throws {
    let name = file.split(separator: "/").joined(separator: "-")
    let path = workspace.path(".trine/editing/\(name).lock")
    guard let lock = try HeldFile(path) else { throw Diagnostic.isOpen(file, path) }
    try await EditorProgram.edit(workspace.path(file))
    lock.release()
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func isOpen(_ file: String, _ lock: String) -> Diagnostic {
    let holder = HeldFile.holder(of: lock).map { "process \($0)" } ?? "another process"
    return Diagnostic(
      .failure,
      at: SourceLocation(file: file),
      "it is open in the editor of \(holder)",
      fix: "close that editor first"
    )
  }
}
