// SPDX-License-Identifier: MIT

public import TrineCore

// MARK: - A paper's note from its entry

extension BibTeXEntry {
  /// A note to read the paper with: the entry's fields in Unicode, status `to-read`, no summary yet.
  public func note(key: CitationKey, added: Day) -> PaperNote {
    PaperNote(
      citekey: key,
      title: text("title") ?? text("booktitle") ?? key.description,
      authors: authors,
      year: year,
      venue: venue,
      arxiv: arxiv,
      doi: doi,
      tags: keywords,
      added: added
    )
  }

  /// The title; where there is none, that of the book, or the key.
  public var title: String { text("title") ?? text("booktitle") ?? key }

  /// The authors, each `Family, Given`; the editors of a book without authors.
  public var authors: [String] {
    AuthorName.list(self["author"] ?? self["editor"] ?? "")
      .map { TeXText.unicode(AuthorName($0).inverted) }
      .filter { !$0.isEmpty }
  }

  /// The year from `year`, or from BibLaTeX's `date`; none before the first.
  public var year: Int? {
    let written = text("year") ?? text("date") ?? ""
    if written.hasPrefix("-") { return nil }
    let digits = written.drop { !($0.isASCII && $0.isNumber) }
      .prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count == 4 ? Int(digits).flatMap { $0 > 0 ? $0 : nil } : nil
  }

  /// The journal, the conference or whoever else published it; `arXiv` for a preprint there.
  public var venue: String? {
    guard let venue = Self.venueNames.lazy.compactMap(text).first else {
      return arxiv == nil ? nil : "arXiv"
    }
    return venue.lowercased().hasPrefix("arxiv") ? "arXiv" : venue
  }

  /// The fields that may name the venue, the weightiest first.
  static let venueNames = [
    "journal", "journaltitle", "booktitle", "howpublished", "publisher", "school", "institution",
    "organization",
  ]
}

// MARK: - The whole entry

extension BibTeXEntry {
  /// A note from which the whole entry can be written again: beside what it has places for, its `bibtex`
  /// keeps the type and each field that would otherwise be lost or written in other TeX.
  public func wholeNote(key: CitationKey, added: Day) -> PaperNote {
    var note = note(key: key, added: added)
    let type = BibTeXField(name: BibTeXField.entryType, value: type)
    let (fields, wanted) = (grouped, fields.sorted(by: Self.isBefore))
    let droppable = NoteHome.allCases.map { $0.fields(note, self.type) }.filter {
      !$0.isEmpty && $0.allSatisfy(isOnly)
    }
    note.bibtex = [type] + fields.filter { !droppable.joined().contains($0) }
    if isWritten(from: note, wanted) { return note }
    // Where one field stands in for another, each is tried by itself; with all of them nothing is lost.
    note.bibtex = [type] + fields
    for dropped in droppable {
      let kept = note.bibtex
      note.bibtex.removeAll { dropped.contains($0) }
      if !isWritten(from: note, wanted) { note.bibtex = kept }
    }
    return note
  }

  /// The fields with those of one name behind the first of them, as a mapping in a note has them; one by
  /// the name of the type's goes behind the type.
  private var grouped: [Field] {
    var places = [BibTeXField.entryType: 0]
    for field in fields where places[field.name] == nil { places[field.name] = places.count }
    guard places.count <= fields.count else { return fields }
    func place(_ name: String) -> Int { places[name] ?? 0 }
    return fields.enumerated().sorted { left, right in
      (place(left.element.name), left.offset) < (place(right.element.name), right.offset)
    }.map(\.element)
  }

  /// Whether a field is here once, with this value.
  private func isOnly(_ field: Field) -> Bool {
    fields.contains(field) && fields.count { $0.name == field.name } == 1
  }

  private func isWritten(from note: PaperNote, _ wanted: [Field]) -> Bool {
    BibTeXWriter.entry(note).fields.sorted(by: Self.isBefore) == wanted
  }

  private static func isBefore(_ left: Field, _ right: Field) -> Bool {
    (left.name, left.value) < (right.name, right.value)
  }
}

// MARK: - Identifiers

extension BibTeXEntry {
  /// The arXiv id without its version, from `eprint`, the journal's name or the address.
  public var arxiv: String? {
    let archive = (text("archiveprefix") ?? text("eprinttype") ?? "arxiv").lowercased()
    if archive == "arxiv", let id = self["eprint"].map(TeXText.verbatim).flatMap(Self.arxivID) {
      return id
    }
    return ["journal", "url"].lazy.compactMap { self.text($0) }
      .filter { $0.lowercased().contains("arxiv") }
      .compactMap(Self.arxivID).first
  }

  /// The first arXiv id in a text, without its version: `1604.00981`, `cs/0112017`.
  public static func arxivID(_ text: String) -> String? {
    let whole = withoutVersion(Substring(text))
    if isNew(whole.utf8) { return String(whole) }
    let pieces = text.split { $0.isWhitespace || ":[](),".contains($0) }
    for piece in pieces {
      let path = piece.split(separator: "/")
      guard let last = path.last else { continue }
      let id = withoutVersion(last.hasSuffix(".pdf") ? last.dropLast(4) : last)
      if isNew(id.utf8) { return String(id) }
      if path.count >= 2, isOld(id.utf8) { return "\(path[path.count - 2])/\(id)" }
    }
    return nil
  }

  private static func withoutVersion(_ id: Substring) -> Substring {
    let digits = id.utf8.reversed().prefix(while: \.isDigit).count
    let rest = id.utf8.dropLast(digits)
    return digits > 0 && rest.last == UInt8(ascii: "v") ? Substring(rest.dropLast()) : id
  }

  /// `1604.00981`: four digits, a dot, four or five.
  private static func isNew(_ id: Substring.UTF8View) -> Bool {
    let rest = id.dropFirst(5)
    return id.prefix(4).allSatisfy(\.isDigit) && id.dropFirst(4).first == UInt8(ascii: ".")
      && (4...5).contains(rest.count) && rest.allSatisfy(\.isDigit)
  }

  /// `0112017`: seven digits after the archive's name.
  private static func isOld(_ id: Substring.UTF8View) -> Bool {
    id.count == 7 && id.allSatisfy(\.isDigit)
  }

  /// The DOI without the address of a resolver.
  public var doi: String? { self["doi"].map(TeXText.verbatim).flatMap(Self.doi) }

  /// The DOI in a text that ends with one, such as its address.
  public static func doi(_ text: String) -> String? {
    text.firstRange(of: "10.").map { String(text[$0.lowerBound...]) }
  }

  /// The keywords, as tags.
  var keywords: [String] { KeywordList.keywords(self["keywords"] ?? "") }
}
