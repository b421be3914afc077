// SPDX-License-Identifier: MIT

import TrineCore

/// What a note says, under a key somebody may ask for.
struct Content: Hashable {
  let key: BibTeXKey
  let text: String

  /// What one adds while reading: tags and other keys.
  private static let added: Set<String> = ["keywords", "ids"]

  /// The note's entry without its key, the keys it names, which may have changed, and what one adds.
  static func text(_ note: PaperNote) -> String {
    let entry = BibTeXWriter.entry(note)
    var text = entry.type
    for field in entry.fields where !added.contains(field.name) {
      let isReference = KeyReferences.names.contains(field.name)
      text += "\u{0}\(field.name)\u{0}\(isReference ? "" : field.value)"
    }
    return text
  }

  /// The keys an entry of the note may have had: its own, its others, and that without the letters a
  /// second one gets.
  static func keys(_ note: PaperNote) -> [String] {
    let key = note.citekey.description
    let letters = key.utf8.reversed().prefix { $0.isLetter && $0 >= 0x61 }.prefix(2).count
    return (0...letters).map { String(key.dropLast($0)) } + otherKeys(note)
  }

  /// The keys a note's entry was known by.
  static func otherKeys(_ note: PaperNote) -> [String] {
    let ids = note.bibtex.first { $0.name == "ids" }?.value
    return (ids?.split(separator: ",").map(\.trimmed) ?? []) + note.aliases
  }

  /// The names of the fields of which two notes say different things.
  static func differences(_ old: PaperNote, _ new: PaperNote) -> [String] {
    let (left, right) = (BibTeXWriter.entry(old), BibTeXWriter.entry(new))
    let names = Set(left.fields).symmetricDifference(right.fields).map(\.name)
    return (left.type == right.type ? [] : ["type"]) + Set(names).subtracting(added).sorted()
  }
}

/// What two notes of one paper have in common.
enum Look: Hashable {
  case doi(String)
  case arxiv(String)
  case title([UInt8], year: Int?)

  /// All of a note's, the surest first.
  static func all(_ note: PaperNote) -> [Look] {
    [note.doi.map { .doi($0.lowercased()) }, note.arxiv.map(Look.arxiv)].compactMap(\.self)
      + [.title(folded(note.title), year: note.year)]
  }

  /// A title without spaces and case.
  static func folded(_ title: String) -> [UInt8] {
    title.utf8.filter { !$0.isSpace }.map { $0.isLetter ? $0 | 0x20 : $0 }
  }

  var words: String {
    switch self {
    case .doi: "DOI"
    case .arxiv: "arXiv id"
    case .title(_, let year): year == nil ? "title" : "title and year"
    }
  }
}

extension PaperNote {
  /// Whether another note, of the same key, is about the same paper: the same identifier; or, unless both
  /// have one of a kind and they differ, the same title, or much the same title of the same year or
  /// authors, for it may have been corrected.
  func isSamePaper(as other: PaperNote) -> Bool {
    let ids = [(publishedDOI, other.publishedDOI), (arxivNumber, other.arxivNumber)]
    if ids.contains(where: { $0 != nil && $0 == $1 }) { return true }
    if ids.contains(where: { $0 != nil && $1 != nil }) { return false }
    if Look.folded(title) == Look.folded(other.title) { return true }
    guard year == other.year || authors == other.authors else { return false }
    let (left, right) = (words, other.words)
    let common = left.intersection(right).count
    return common > 0 && common * 3 >= min(left.count, right.count) * 2
  }

  /// The DOI, unless it is one that arXiv gave the preprint.
  private var publishedDOI: String? { arxivDOI == nil ? doi?.lowercased() : nil }

  /// The id at arXiv, be it by its DOI, without a version.
  private var arxivNumber: String? {
    (arxiv ?? arxivDOI).map { BibTeXEntry.arxivID($0) ?? $0.lowercased() }
  }

  private var arxivDOI: String? {
    let prefix = "10.48550/arxiv."
    guard let doi, doi.lowercased().hasPrefix(prefix) else { return nil }
    return String(doi.dropFirst(prefix.count))
  }

  private var words: Set<Substring> { Set(SearchWords(title).text.split(separator: " ")) }
}
