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
