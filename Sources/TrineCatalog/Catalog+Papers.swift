// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// A note's value and what its file looked like when it was read.
  public typealias StampedPaper = (entry: PaperEntry, stamp: PaperStamp)

  /// What each note's file looked like when it was last read, by file.
  public func paperStamps() throws -> [String: PaperStamp] {
    let rows = try read { db in
      try Row.fetchAll(db, sql: "SELECT file, size, modified FROM paper")
    }
    return rows.reduce(into: [:]) { stamps, row in
      stamps[row[0]] = PaperStamp(size: row[1], modified: row[2])
    }
  }

  /// Takes in notes that changed and lets go of files that are gone.
  public func apply(changed: [StampedPaper], removed: [String]) throws {
    guard !changed.isEmpty || !removed.isEmpty else { return }
    try write { db in
      for file in removed {
        try db.cachedStatement(sql: "DELETE FROM paper WHERE file = ?").execute(arguments: [file])
      }
      for paper in changed {
        try PaperRecord(entry: paper.entry, stamp: paper.stamp).save(db)
      }
    }
  }

  /// All papers, by citation key.
  public func papers() throws -> [PaperEntry] {
    try read { db in
      try Self.papers(db, "ORDER BY citationKey, file")
    }
  }

  /// The paper with a citation key; where several files claim it, one without a problem.
  public func paper(_ key: CitationKey) throws -> PaperEntry? {
    try read { db in
      try Self.papers(
        db,
        "WHERE citationKey = ? ORDER BY problem IS NOT NULL, file LIMIT 1",
        [key.description]
      ).first
    }
  }

  private static func papers(
    _ db: Database,
    _ selection: String,
    _ arguments: StatementArguments = []
  ) throws -> [PaperEntry] {
    let cursor = try Row.fetchCursor(
      db,
      sql: "SELECT \(PaperRecord.columns) FROM paper \(selection)",
      arguments: arguments
    )
    var papers: [PaperEntry] = []
    while let row = try cursor.next() {
      papers.append(try PaperRecord(row: row).entry)
    }
    return papers
  }
}
