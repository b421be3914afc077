// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Whole text files, read and written so that a crash never leaves half of one.
///
/// What goes wrong is a `Diagnostic` that names the file, says why, and how to mend it.
public enum FileText {
  /// Reads a file as UTF-8; bytes that are none become U+FFFD.
  /// - Parameters:
  ///   - path: Where.
  ///   - kind: What it is to the user.
  ///   - name: How messages call it; by default its path.
  /// - Returns: all of its text.
  /// - Throws: a `Diagnostic` when it cannot be read.
  public static func read(
    _ path: String,
    kind: FileKind = .file,
    as name: String? = nil
  ) throws -> String {
    String(decoding: try bytes(path, kind, name), as: UTF8.self)
  }

  /// Reads a file that must be UTF-8, and names the line that is not.
  public static func readValid(
    _ path: String,
    kind: FileKind = .file,
    as name: String? = nil
  ) throws -> String {
    let bytes = try bytes(path, kind, name)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic.notText(name ?? path, line: firstBadLine(bytes))
    }
    return text
  }

  /// Whether something lies at a path.
  public static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// Whether a path is a symbolic link, wherever it leads.
  public static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether there is a file whose folder lets it be replaced.
  public static func canReplace(_ path: String) -> Bool {
    unsafe access(path, W_OK) == 0 && access(path.parentFolder, W_OK | X_OK) == 0
  }

  private static func bytes(
    _ path: String,
    _ kind: FileKind,
    _ name: String?
  ) throws -> [UInt8] {
    do {
      return try FileBytes.read(path)
    } catch {
      throw Diagnostic.cannotRead(path, error, kind: kind, as: name)
    }
  }

  private static func firstBadLine(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notText(_ path: String, line: Int) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path, line: line),
      "the line is not UTF-8",
      fix: "save the file as UTF-8"
    )
  }
}
