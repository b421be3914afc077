// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

/// A row of the table `paper`: what lists need of a paper's note beside its page.
struct PaperRecord {
  /// What is read, in the order `entry(_:)` takes it.
  static let selection = """
    SELECT page.file, page.title, page.tags, page.problem, citationKey, authors, year, venue, arxiv, \
    doi, status, added, read, priority, lines, criticises, contributes, aliases \
    FROM paper JOIN page ON page.id = paper.pageId
    """

  /// Reads a row of the selection.
  static func entry(_ row: Row) throws -> PaperEntry {
    let file: String = row[0]
    guard let key = CitationKey(row[4]), let status = ReadingStatus(rawValue: row[10]) else {
      throw Diagnostic.unreadableRow("paper", file, "its key or status is not one")
    }
    let note = PaperNote(
      citekey: key,
      title: row[1],
      authors: try StoredJSON.strings(row[5]),
      year: row[6],
      venue: row[7],
      arxiv: row[8],
      doi: row[9],
      tags: try StoredJSON.strings(row[2]),
      status: status,
      added: (row[11] as String?).flatMap(Day.init),
      read: (row[12] as String?).flatMap(Day.init),
      priority: row[13],
      aliases: try StoredJSON.strings(row[17]),
      lines: try StoredJSON.strings(row[14]),
      criticises: row[15],
      contributes: row[16]
    )
    return PaperEntry(note: note, file: file, problem: row[3])
  }

  /// Adds the row of a page that has none.
  static func insert(_ note: PaperNote, page: Int64, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO paper (pageId, citationKey, authors, year, venue, arxiv, doi, status, added, read, \
        priority, lines, criticises, contributes, aliases) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(
      arguments: [
        page,
        note.citekey.description,
        try JSONText.line(note.authors),
        note.year,
        note.venue,
        note.arxiv,
        note.doi,
        note.status.rawValue,
        note.added?.description,
        note.read?.description,
        note.priority,
        try JSONText.line(note.lines),
        note.criticises,
        note.contributes,
        try JSONText.line(note.aliases),
      ]
    )
  }
}
