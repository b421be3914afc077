// SPDX-License-Identifier: MIT

import GRDB
import TrineCore

/// A row of the table `paper`: what lists need of a note, and the look of its file.
struct PaperRecord {
  var entry: PaperEntry
  var stamp: PaperStamp
}

// MARK: - Reading

extension PaperRecord {
  /// The columns `init(row:)` takes, in its order.
  static let columns = """
    file, citationKey, title, authors, year, venue, arxiv, doi, tags, status, added, read, \
    lines, criticises, contributes, problem, size, modified
    """

  init(row: Row) throws {
    let file: String = row[0]
    guard let key = CitationKey(row[1]), let status = ReadingStatus(rawValue: row[9]) else {
      throw Diagnostic.unreadableRow("paper", file, "its key or status is not one")
    }
    let note = PaperNote(
      citekey: key,
      title: row[2],
      authors: try StoredJSON.strings(row[3]),
      year: row[4],
      venue: row[5],
      arxiv: row[6],
      doi: row[7],
      tags: try StoredJSON.strings(row[8]),
      status: status,
      added: (row[10] as String?).flatMap(Day.init),
      read: (row[11] as String?).flatMap(Day.init),
      lines: try StoredJSON.strings(row[12]),
      criticises: row[13],
      contributes: row[14]
    )
    entry = PaperEntry(note: note, file: file, problem: row[15])
    stamp = PaperStamp(size: row[16], modified: row[17])
  }
}

// MARK: - Writing

extension PaperRecord {
  /// Puts the note in the place of what the catalog has of its file.
  func save(_ db: Database) throws {
    let marks = Array(repeating: "?", count: 18).joined(separator: ", ")
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO paper (\(Self.columns)) VALUES (\(marks))")
      .execute(arguments: try arguments())
  }

  private func arguments() throws -> StatementArguments {
    let note = entry.note
    return [
      entry.file,
      note.citekey.description,
      note.title,
      try JSONText.line(note.authors),
      note.year,
      note.venue,
      note.arxiv,
      note.doi,
      try JSONText.line(note.tags),
      note.status.rawValue,
      note.added?.description,
      note.read?.description,
      try JSONText.line(note.lines),
      note.criticises,
      note.contributes,
      entry.problem,
      stamp.size,
      stamp.modified,
    ]
  }
}
