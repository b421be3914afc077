// SPDX-License-Identifier: MIT

import TrineCore
import TrineNotes

// MARK: - What an entry says beside title, names, year and venue

extension CrossrefWork {
  /// BibTeX's types of Crossref's (https://api.crossref.org/types).
  private static let types: [String: String] = [
    "journal-article": "article", "proceedings-article": "inproceedings",
    "book-chapter": "incollection", "book-section": "incollection", "book-part": "incollection",
    "book-track": "incollection", "reference-entry": "incollection", "book": "book",
    "monograph": "book", "edited-book": "book", "reference-book": "book",
    "proceedings": "proceedings", "dissertation": "phdthesis", "report": "techreport",
    "report-component": "techreport", "posted-content": "misc", "dataset": "dataset",
    "database": "dataset", "peer-review": "misc", "standard": "misc", "component": "misc",
  ]

  private var type: String? { work["type"]?.string.flatMap { Self.types[$0] } }

  /// Whether it is no part of anything: what it is in is a series.
  var isWhole: Bool {
    ["book", "proceedings", "phdthesis", "techreport"].contains(type)
  }

  /// Type, volume, issue, pages, publisher and numbers, as an imported entry has them.
  var details: [BibTeXField] {
    let fields = [
      ("volume", text("volume")), ("number", text("issue")), ("pages", text("page")),
      ("eid", text("article-number")), ("series", series),
      publisher, ("issn", text("ISSN")), ("isbn", isbn),
    ]
    return (type.map { [BibTeXField(name: BibTeXField.entryType, value: $0)] } ?? [])
      + (editors.isEmpty ? [] : [BibTeXField.names("editor", editors)])
      + fields.compactMap { name, text in text.map { BibTeXField.plain(name, $0) } }
  }

  /// The series of a book, or of the book that a chapter or a conference's paper is in, where both have
  /// titles, as Springer's proceedings have.
  var series: String? {
    if isWhole { return text("container-title") }
    let titles = Set((work["container-title"]?.array ?? []).compactMap { nonEmpty($0.string) })
    let isPart = ["incollection", "inproceedings"].contains(type)
    return isPart && titles.count > 1 ? text("container-title") : nil
  }

  private var publisher: (String, String?) {
    switch type {
    case "phdthesis": ("school", institution ?? text("publisher"))
    case "techreport": ("institution", institution ?? text("publisher"))
    default: ("publisher", text("publisher"))
    }
  }

  /// The ISBN, which older records have at the end of an address.
  private var isbn: String? {
    text("ISBN")?.split(separator: "/").last.map(String.init)
  }
}
