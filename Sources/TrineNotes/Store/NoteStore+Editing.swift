// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

extension NoteStore {
  /// Changes a file of the workspace, whoever else may be writing it; see `FileEdit`.
  ///
  /// - Parameters:
  ///   - file: The file, relative to the workspace.
  ///   - change: What is to become of its bytes; it is asked again when they changed in the meantime.
  /// - Returns: whether anything was changed.
  /// - Throws: a `Diagnostic`, or what `change` throws; the file is then as it was.
  @discardableResult
  public func edit(file: String, _ change: ([UInt8]) throws -> [UInt8]) throws -> Bool {
    try EditLock.holding(workspace) {
      try FileEdit.edit(workspace.path(file), as: file, change)
    }
  }

  /// Changes fields of a note's front matter, and nothing else in it.
  /// - Returns: the note's file, relative to the workspace.
  @discardableResult
  public func edit(
    _ key: CitationKey,
    _ change: (inout FrontMatterEditor) throws -> Void
  ) throws -> String {
    let file = try file(of: key)
    try edit(file: file) { bytes in
      var editor = FrontMatterEditor(bytes, file: file)
      try change(&editor)
      return editor.bytes
    }
    return file
  }
}

/// The lock under which Trine changes files of a workspace, so that no two of its commands do so at once.
public enum EditLock {
  /// Runs `body` unless another process changes files of the workspace.
  public static func holdingIfFree(_ workspace: Workspace, _ body: () throws -> Void) throws {
    guard let lock = try HeldFile(workspace.path(file)) else { return }
    try withExtendedLifetime(lock) { try body() }
  }

  private static let file = ".trine/edit.lock"

  /// Runs `body` while no other process does so in the same workspace.
  public static func holding<Result>(
    _ workspace: Workspace,
    _ body: () throws -> Result
  ) throws -> Result {
    let path = workspace.path(file)
    guard let lock = try HeldFile(path, waitingSeconds: 30) else {
      throw Diagnostic.editing(path, HeldFile.holder(of: path))
    }
    return try withExtendedLifetime(lock) { try body() }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func editing(_ path: String, _ process: Int32?) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "another command has been changing files for 30 s"
        + (process.map { ": process \($0)" } ?? ""),
      fix: "wait for it or end it"
    )
  }
}
