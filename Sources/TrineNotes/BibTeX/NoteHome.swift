// SPDX-License-Identifier: MIT

import TrineCore

/// What a note has a place of its own for, and which fields of BibTeX say the same.
///
/// What a field says in TeX is kept beside the note's own value only where the value would be written
/// otherwise. It counts as long as it still says what the note says: what was edited there wins.
enum NoteHome: CaseIterable {
  // The venue is last: an arXiv id makes one.
  case arxiv, doi, year, authors, title, tags, venue

  /// The fields that go when the note says something else.
  private var names: [String] {
    switch self {
    case .arxiv: ["eprint", "archiveprefix", "eprinttype"]
    case .doi: ["doi"]
    case .year: ["year", "date"]
    case .authors: ["author"]
    case .title: ["title"]
    case .tags: ["keywords"]
    case .venue: []
    }
  }

  /// The fields that hold a note's value when nothing else does.
  func fields(_ note: PaperNote, _ type: String) -> [BibTeXField] {
    switch self {
    case .arxiv:
      guard let arxiv = note.arxiv else { return [] }
      return [
        BibTeXField(name: "eprint", value: NoteTeX.verbatim(arxiv)),
        BibTeXField(name: "archiveprefix", value: "arXiv"),
      ]
    case .doi: return field("doi", note.doi.map(NoteTeX.verbatim))
    case .year: return field("year", note.year.map(String.init))
    case .authors: return field("author", note.authors.isEmpty ? nil : NoteTeX.names(note.authors))
    case .title: return field("title", note.title.isBlank ? nil : NoteTeX.title(note.title))
    case .tags:
      return field("keywords", note.tags.isEmpty ? nil : KeywordList.tex(note.tags))
    case .venue:
      return field(
        BibTeXKind.venueField(of: type),
        note.venue.map { NoteTeX.venue($0, arxiv: note.arxiv) }
      )
    }
  }

  private func field(_ name: String, _ value: String?) -> [BibTeXField] {
    value.map { [BibTeXField(name: name, value: $0)] } ?? []
  }

  /// Whether an entry says what the note says.
  private func isSaid(by entry: BibTeXEntry, of note: PaperNote) -> Bool {
    switch self {
    case .arxiv: entry.arxiv == note.arxiv
    case .doi: entry.doi == note.doi
    case .year: entry.year == note.year
    case .authors: entry.authors == note.authors
    case .title: entry.title == note.title
    case .tags: entry.keywords == note.tags
    case .venue: entry.venue == note.venue
    }
  }

  /// Makes an entry say what the note says.
  func complete(_ entry: inout BibTeXEntry, from note: PaperNote, isImported: Bool) {
    let says =
      isImported || entry.fields.contains { names.contains($0.name) }
      || (self == .venue && entry.fields.contains { BibTeXEntry.venueNames.contains($0.name) })
    if says, isSaid(by: entry, of: note) { return }
    let own = fields(note, entry.type)
    var replaced = names
    if self == .venue { replaced = BibTeXKind.venuesReplaced(by: own.first?.name, in: entry) }
    if !replaced.isEmpty { entry.fields.removeAll { replaced.contains($0.name) } }
    entry.fields += own
  }
}

/// The types of BibTeX entries.
enum BibTeXKind {
  /// The type of a paper nobody said the type of.
  static func type(of note: PaperNote) -> String {
    guard let venue = note.venue else { return "misc" }
    let words = venue.lowercased()
    return conferences.contains { words.hasBytes(of: $0) } ? "inproceedings" : "article"
  }

  private static let conferences = [
    "proceedings", "conference", "symposium", "workshop", "advances in neural",
  ]

  /// The field in which entries of a type name their venue.
  static func venueField(of type: String) -> String {
    switch type {
    case "article", "periodical": "journal"
    case "inproceedings", "conference", "incollection", "inbook", "proceedings": "booktitle"
    case "book", "collection": "publisher"
    case "phdthesis", "mastersthesis", "thesis": "school"
    case "techreport", "report": "institution"
    case "manual": "organization"
    default: "howpublished"
    }
  }

  /// The fields that must go for a new one to be what names the venue: those of more weight.
  static func venuesReplaced(by name: String?, in entry: BibTeXEntry) -> [String] {
    let all = BibTeXEntry.venueNames
    guard let name, let place = all.firstIndex(of: name) else {
      return entry.fields.first { all.contains($0.name) }.map { [$0.name] } ?? []
    }
    return all[...place] + (name == "journal" ? ["journaltitle"] : [])
  }
}
