// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

/// The workspace's index of runs and papers, in SQLite.
///
/// Files are the truth: whatever stands here can be read again from run folders and notes. Every
/// method is one transaction, and many processes may use the same catalog at once.
public struct Catalog: Sendable {
  /// The database's file.
  public let path: String
  private let queue: DatabaseQueue

  init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  /// Runs `body` in one transaction that reads.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try Diagnostic.naming(path) { try queue.read(body) }
  }

  /// Runs `body` in one transaction that writes: all of it or nothing.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    try Diagnostic.naming(path) { try queue.write(body) }
  }
}
