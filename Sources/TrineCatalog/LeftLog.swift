// SPDX-License-Identifier: MIT

import GRDB
import TrineFiles

/// Leaves the write-ahead log of a catalog beside its file when the process is about to end.
///
/// The last one to close a database moves the log into the file, for which it waits for the disk twice:
/// a third of the time of a command that adds a paper. A connection that is still open when its process
/// ends leaves the log to the next one, which reads it, as after a crash; that takes long only where the
/// log is long, and then the connection is closed.
final class LeftLog: Sendable {
  /// Bytes of a log that is read in less than a millisecond; from here on it is moved into the file,
  /// by whoever writes as well as by whoever closes.
  static let longest = pages * 4096
  static let pages = 256

  private let path: String
  private let queue: DatabaseQueue

  /// - Parameters:
  ///   - path: The database's file.
  ///   - queue: Its connection, which stays open if the log is short.
  init(forFileAt path: String, _ queue: DatabaseQueue) {
    (self.path, self.queue) = (path, queue)
  }

  deinit {
    guard let log = FileStamp(of: "\(path)-wal"), log.size < Self.longest else { return }
    _ = Unmanaged.passRetained(queue)
  }
}
