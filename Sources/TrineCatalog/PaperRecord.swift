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

  /// What a bibliography needs, in the order `reference(_:)` takes it.
  static let references = """
    SELECT citationKey, page.title, authors, year, venue, arxiv, doi, page.tags, bibtex \
    FROM paper JOIN page ON page.id = paper.pageId ORDER BY citationKey, file
    """

  /// Reads a row of the references.
  static func reference(_ row: Row) throws -> PaperNote {
    guard let key = CitationKey(row[0]) else {
      throw Diagnostic.unreadableRow("paper", row[0], "its key is not one")
    }
    let bibtex = try StoredJSON.strings(row[8])
    return PaperNote(
      citekey: key,
      title: row[1],
      authors: try StoredJSON.strings(row[2]),
      year: row[3],
      venue: row[4],
      arxiv: row[5],
      doi: row[6],
      tags: try StoredJSON.strings(row[7]),
      bibtex: stride(from: 0, to: bibtex.count - 1, by: 2).map {
        BibTeXField(name: bibtex[$0], value: bibtex[$0 + 1])
      }
    )
  }

  /// Adds the row of a page that has none.
  static func insert(_ note: PaperNote, page: Int64, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO paper (pageId, citationKey, authors, year, venue, arxiv, doi, status, added, read, \
        priority, lines, criticises, contributes, aliases, bibtex) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(
      arguments: [
        page,
        note.citekey.description,
        try StoredJSON.text(note.authors),
        note.year,
        note.venue?.stored,
        note.arxiv?.stored,
        note.doi?.stored,
        note.status.rawValue,
        note.added?.description,
        note.read?.description,
        note.priority,
        try StoredJSON.text(note.lines),
        note.criticises.stored,
        note.contributes.stored,
        try StoredJSON.text(note.aliases),
        try StoredJSON.text(note.bibtex.flatMap { [$0.name, $0.value] }),
      ]
    )
  }
}
