// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// All papers, by citation key, without the fields of their BibTeX entries: lists show none.
  public func papers() throws -> [PaperEntry] {
    try read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: "\(PaperRecord.selection) ORDER BY citationKey, file"
      )
      var papers: [PaperEntry] = []
      while let row = try cursor.next() { papers.append(try PaperRecord.entry(row)) }
      return papers
    }
  }

  /// What a bibliography says of all papers, by citation key: no status, no summary.
  public func references() throws -> [PaperNote] {
    try read { db in
      let cursor = try Row.fetchCursor(db, sql: PaperRecord.references)
      var notes: [PaperNote] = []
      while let row = try cursor.next() { notes.append(try PaperRecord.reference(row)) }
      return notes
    }
  }

  /// The entries of the bibliography, in no order.
  public func bibliography() throws -> [BibliographyEntry] {
    try read(Self.bibliography)
  }

  /// Whether the bibliography's file says what the papers say, unless somebody changed it since.
  public func hasWrittenBibliography() throws -> Bool {
    try read { db in try Bool.fetchOne(db, sql: "SELECT count(*) FROM writtenBibliography") == true
    }
  }

  /// Has the bibliography's file written while no other process changes the papers, so that who writes
  /// last has seen those of all.
  /// - Parameter write: Writes the entries.
  /// - Throws: what `write` throws, or a `Diagnostic` when the catalog cannot be written.
  public func writeBibliography(_ write: ([BibliographyEntry]) throws -> Void) throws {
    try self.write { db in
      // From here on nobody else writes.
      try db.execute(sql: "INSERT OR REPLACE INTO writtenBibliography VALUES (1)")
      try write(Self.bibliography(db))
    }
  }

  private static func bibliography(_ db: Database) throws -> [BibliographyEntry] {
    let cursor = try Row.fetchCursor(
      db,
      sql: "SELECT citationKey, entry, parent FROM bibliography"
    )
    var entries: [BibliographyEntry] = []
    while let row = try cursor.next() {
      guard let key = CitationKey(row[0]) else {
        throw Diagnostic.unreadableRow("bibliography", row[0], "its key is not one")
      }
      entries.append(BibliographyEntry(key: key, text: row[1], parent: row[2]))
    }
    return entries
  }

  /// The first key under which there is a paper with a title and a year; `nil` when there is none.
  public func key(ofTitle title: String, year: Int?) throws -> CitationKey? {
    try read { db in
      let key = try String.fetchOne(
        db,
        sql: """
          SELECT citationKey FROM page JOIN paper ON page.id = paper.pageId \
          WHERE page.title = ? AND year IS ? ORDER BY citationKey LIMIT 1
          """,
        arguments: [title, year]
      )
      return key.flatMap(CitationKey.init)
    }
  }

  /// The file of the first paper that has a key, whatever the case of its letters; `nil` when none has.
  public func file(ofPaper key: CitationKey) throws -> String? {
    try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT file FROM paper JOIN page ON page.id = paper.pageId
          WHERE citationKey = ? COLLATE NOCASE ORDER BY citationKey, file LIMIT 1
          """,
        arguments: [key.description]
      )
    }
  }

  /// The paper with a citation key, or that had it before; where several files claim it, one without a
  /// problem.
  public func paper(_ key: CitationKey) throws -> PaperEntry? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          \(PaperRecord.selection)
          WHERE citationKey = ?1 OR (aliases <> '[]'
            AND EXISTS (SELECT 1 FROM json_each(aliases) WHERE value = ?1))
          ORDER BY citationKey <> ?1, problem IS NOT NULL, file LIMIT 1
          """,
        arguments: [key.description]
      )
      return try row.map(PaperRecord.entry)
    }
  }
}
