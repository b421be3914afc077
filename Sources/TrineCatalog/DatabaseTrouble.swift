// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

extension Diagnostic {
  /// Runs `body` and puts what SQLite throws in words that name the catalog's file.
  static func naming<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw Diagnostic.trouble(error, with: path)
    }
  }

  private static func trouble(_ error: DatabaseError, with path: String) -> Diagnostic {
    let (message, fix) = words(for: error)
    let cause: Cause = unwritable.contains(error.resultCode) ? .unwritable : .failure
    return Diagnostic(cause, at: SourceLocation(file: path), message, fix: fix)
  }

  /// What SQLite says where the disk is full, broken or not to be written; for a reader, too, it has
  /// to write a file or two.
  private static let unwritable: [ResultCode] = [
    .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_FULL, .SQLITE_IOERR,
  ]

  private static func words(for error: DatabaseError) -> (message: String, fix: String) {
    let detail = error.message ?? "error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return (
        "this file is not a catalog, or a damaged one (\(detail))",
        "delete it and run `trine index`: everything in it comes back from the files"
      )
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      return (
        "the catalog cannot be opened for writing (\(detail))",
        "make the file and its folder writable for you, or work in a copy of the workspace"
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return (
        "another process has kept the catalog locked (\(detail))",
        "wait for it or end it: `fuser` with this path names it"
      )
    case .SQLITE_FULL, .SQLITE_IOERR:
      return ("the catalog cannot be written (\(detail))", "see to the disk: `df` shows its space")
    default:
      return (
        "the catalog refused: \(detail)",
        "delete it and run `trine index`; if that does not help, it is a bug of Trine"
      )
    }
  }

  /// A row that says what no Trine writes.
  static func unreadableRow(_ table: String, _ id: String, _ what: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "the catalog's \(table) '\(id)' cannot be read: \(what)",
      fix: "delete the catalog and run `trine index`"
    )
  }
}
