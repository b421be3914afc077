// SPDX-License-Identifier: MIT

import FoundationEssentials
import GRDB

/// How SQLite keeps a transaction safe.
enum JournalMode: String {
  /// Readers and a writer side by side; needs memory shared by all processes, so one machine.
  case writeAheadLog = "wal"
  /// A rollback journal, which needs nothing but file locks.
  case rollback = "delete"

  /// The mode for a file system: no write-ahead log where other machines may open the file.
  init(forFileAt path: String) {
    let table = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
    let type = MountTable(mountInfo: table).fileSystem(of: FilePath.resolved(path))
    self = type.map(MountTable.isShared) == true ? .rollback : .writeAheadLog
  }

  func isSet(in db: Database) throws -> Bool {
    try String.fetchOne(db, sql: "PRAGMA journal_mode") == rawValue
  }

  /// Changes the file to this mode, waiting for others to let go of it: SQLite does not wait here.
  func set(in queue: DatabaseQueue) throws {
    try Patience(seconds: 10).retry {
      try queue.inDatabase { db in
        guard try !isSet(in: db) else { return }
        try db.execute(sql: "PRAGMA journal_mode = \(rawValue)")
      }
    }
  }
}
