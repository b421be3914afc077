// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

extension Catalog {
  /// All papers, by citation key.
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

  /// The paper with a citation key; where several files claim it, one without a problem.
  public func paper(_ key: CitationKey) throws -> PaperEntry? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          \(PaperRecord.selection)
          WHERE citationKey = ? ORDER BY problem IS NOT NULL, file LIMIT 1
          """,
        arguments: [key.description]
      )
      return try row.map(PaperRecord.entry)
    }
  }
}
