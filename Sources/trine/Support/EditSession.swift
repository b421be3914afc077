// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineLaunch

/// A file of the workspace in the user's editor, one editor of Trine's at a time.
enum EditSession {
  /// Opens a file, which stays where it is, and waits until the editor is closed.
  /// - Throws: a `Diagnostic` that says who has it when another command has it open.
  static func edit(_ file: String, in workspace: Workspace) async throws {
    let lock = try lock(file, in: workspace)
    try await EditorProgram.edit(workspace.path(file))
    lock.release()
  }

  /// Does something to a file, such as moving it away, while no editor of Trine's has it open.
  /// - Throws: a `Diagnostic` that says who has it open, or what `body` throws.
  static func keepingClosed<Output>(
    _ file: String,
    in workspace: Workspace,
    _ body: () throws -> Output
  ) throws -> Output {
    let lock = try lock(file, in: workspace)
    let result = Result { try body() }
    lock.release()
    return try result.get()
  }

  private static func lock(_ file: String, in workspace: Workspace) throws -> HeldFile {
    let path = lockPath(file, workspace)
    guard let lock = try HeldFile(path) else { throw Diagnostic.isOpen(file, path) }
    return lock
  }

  /// Whether an editor of Trine's has a file open.
  static func isOpen(_ file: String, in workspace: Workspace) -> Bool {
    let path = lockPath(file, workspace)
    guard FileText.exists(path) else { return false }
    do {
      guard let lock = try HeldFile(path) else { return true }
      lock.release()
    } catch {
      // Who cannot take the lock does not know, and has not to be kept from anything.
    }
    return false
  }

  private static func lockPath(_ file: String, _ workspace: Workspace) -> String {
    workspace.path(".trine/editing/\(file.split(separator: "/").joined(separator: "-")).lock")
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
