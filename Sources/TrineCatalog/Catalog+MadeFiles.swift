// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// A text that changes when a paper, an experiment or a run does, so that what is made from them may have
  /// to be made anew; it may also change when nothing of that has.
  public func sourcesFingerprint() throws -> String {
    try read { db in
      let texts = try [
        """
        SELECT count(*) || ' ' || total(id) || ' ' || total(size) || ' '
          || total(modified / 1000 % 1000000007)
        FROM page WHERE kind IN ('paper', 'experiment')
        """,
        """
        SELECT count(*) || ' ' || total(count) || ' ' || total(step) || ' ' || total(last)
        FROM runMetric
        """,
        """
        SELECT coalesce(group_concat(uid || status || coalesce(ended, '') || coalesce(reason, '')), '')
        FROM (SELECT * FROM run ORDER BY id)
        """,
      ].map { try String.fetchOne(db, sql: $0) ?? "" }
      return Self.hash(texts.joined(separator: "\n"))
    }
  }

  /// The files that were as they would be made, as they looked then, and what their sources were.
  public func madeFiles() throws -> [String: (stamp: PageStamp, inputs: String)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT file, size, modified, inputs FROM madeFile").reduce(
        into: [:]
      ) { files, row in
        let stamp = PageStamp(file: row[0], size: row[1], modified: row[2])
        files[stamp.file] = (stamp, row[3])
      }
    }
  }

  /// Remembers that files are as they would be made from these sources.
  public func remember(_ files: [PageStamp], madeFrom inputs: String) throws {
    guard !files.isEmpty else { return }
    try write { db in
      for file in files {
        try db.execute(
          sql: "INSERT OR REPLACE INTO madeFile VALUES (?, ?, ?, ?)",
          arguments: [file.file, file.size, file.modified, inputs]
        )
      }
    }
  }

  /// FNV-1a in 64 bits.
  private static func hash(_ text: String) -> String {
    String(
      text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      },
      radix: 16
    )
  }
}
