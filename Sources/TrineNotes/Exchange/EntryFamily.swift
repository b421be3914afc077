// SPDX-License-Identifier: MIT

/// What a type of entry is a kind of: what a `number` counts depends on it.
enum EntryFamily {
  /// A journal, or what is in one: its number is an issue.
  case periodical
  /// A book, a part of one or a paper of proceedings: its number is that in a series.
  case book
  /// Anything else: a report, a patent, a thesis.
  case other

  /// The family of a type of BibTeX or BibLaTeX.
  init(type: String) {
    self = Self.families[type] ?? .other
  }

  private static let families: [String: EntryFamily] = {
    let periodicals = ["article", "periodical", "suppperiodical", "review"]
    let books = [
      "book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference",
      "mvreference",
    ]
    let all = periodicals.map { ($0, periodical) } + (books + parts).map { ($0, book) }
    return Dictionary(all) { first, _ in first }
  }()

  /// Types whose title is that of a part, so that the book has another.
  static let parts: Set<String> = [
    "inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings",
    "conference", "inreference",
  ]

  /// CSL's variable for the number.
  var numberVariable: String {
    switch self {
    case .periodical: "issue"
    case .book: "collection-number"
    case .other: "number"
    }
  }

  /// CSL's variables of which one is an entry's `number`; another keeps this name in BibTeX.
  static let numberVariables: [(csl: String, field: String)] = [
    ("issue", "issue"), ("collection-number", "collection-number"), ("number", "csl-number"),
  ]
}
