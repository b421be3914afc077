// SPDX-License-Identifier: MIT

import GRDB
public import TrineCore

/// A claim and the note it stands in.
public struct ClaimEntry: Hashable, Sendable {
  /// The paper that makes it.
  public var citekey: CitationKey
  /// The note's file, relative to the workspace.
  public var file: String
  /// The claim.
  public var claim: PaperClaim
}

extension Catalog {
  /// The experiments' files that name a claim of a paper, sorted.
  public func filesNamingClaims() throws -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT file FROM page JOIN link ON link.pageId = page.id
          WHERE form = 'field' AND heading IS NOT NULL ORDER BY file
          """
      )
    }
  }

  /// All claims, by citation key and in the order of their notes.
  public func claims() throws -> [ClaimEntry] {
    try claims("", [])
  }

  /// The claims in some files, by citation key and in the order of their notes.
  public func claims(in files: [String]) throws -> [ClaimEntry] {
    try claims(
      "WHERE page.file IN (SELECT value FROM json_each(?))",
      [try StoredJSON.text(files)]
    )
  }

  private func claims(
    _ condition: String,
    _ arguments: StatementArguments
  ) throws -> [ClaimEntry] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT page.name, page.file, claim.id, statement, value, condition, line
          FROM claim JOIN page ON page.id = pageId \(condition)
          ORDER BY page.name, page.file, position
          """,
        arguments: arguments
      )
      return rows.compactMap { row in
        guard let key = CitationKey(row[0]) else { return nil }
        let claim = PaperClaim(
          id: row[2],
          statement: row[3],
          value: row[4],
          condition: row[5],
          line: row[6]
        )
        return ClaimEntry(citekey: key, file: row[1], claim: claim)
      }
    }
  }
}
