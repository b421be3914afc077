// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

/// A page with its rows in all tables.
struct PageRecord {
  let page: Page

  /// Adds the rows of a page whose file has none.
  func insert(_ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO page (file, kind, name, title, tags, problem, headings, size, modified)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        page.stamp.file, page.kind.rawValue, page.name.stored, page.title.stored,
        try StoredJSON.text(page.tags), page.problem?.stored,
        try StoredJSON.text(page.headings), page.stamp.size, page.stamp.modified,
      ]
    )
    let id = db.lastInsertedRowID
    try db.cachedStatement(
      sql: "INSERT INTO pageWords (rowid, title, facts, body) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [id, page.words.title, page.words.facts, page.words.body])
    if let paper = page.paper { try PaperRecord.insert(paper, page: id, db) }
    if let entry = page.bibliography { try insert(entry, id, db) }
    for (position, link) in page.links.enumerated() { try insert(link, id, position, db) }
    for (position, claim) in page.claims.enumerated() { try insert(claim, id, position, db) }
    for (position, found) in page.findings.enumerated() { try insert(found, id, position, db) }
  }

  private func insert(_ entry: BibliographyEntry, _ page: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO bibliography VALUES (?, ?, ?, ?)").execute(
      arguments: [page, entry.key.description, entry.text.stored, entry.parent?.stored]
    )
  }

  private func insert(_ found: Diagnostic, _ page: Int64, _ position: Int, _ db: Database) throws {
    let place = found.location
    try db.cachedStatement(sql: "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        page, position, found.rule, place?.line, place?.column, found.message.stored,
        found.fix?.stored,
      ]
    )
  }

  private func insert(_ link: PageLink, _ page: Int64, _ position: Int, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(
      arguments: [
        page, position, link.target.kind, link.target.name.stored, link.heading?.stored,
        link.form.rawValue,
        link.isCriticism, link.isGlued, link.line, link.column,
      ]
    )
  }

  private func insert(_ claim: PaperClaim, _ page: Int64, _ position: Int, _ db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        page, position, claim.id.stored, claim.statement.stored, claim.value?.stored,
        claim.condition?.stored, claim.line,
      ]
    )
  }
}

extension LinkTarget {
  /// The word for its kind in the table `link`.
  var kind: String {
    switch self {
    case .note: "note"
    case .run: "run"
    case .experiment: "experiment"
    }
  }

  init(kind: String, name: String) {
    switch kind {
    case "run": self = .run(name)
    case "experiment": self = .experiment(name)
    default: self = .note(name)
    }
  }
}
