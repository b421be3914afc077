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
  let queue: DatabaseQueue
  /// Looks after the log when nobody uses the catalog any more, if it need not be written into the file.
  private let log: LeftLog?

  init(path: String, queue: DatabaseQueue, log: LeftLog? = nil) {
    (self.path, self.queue, self.log) = (path, queue, log)
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
