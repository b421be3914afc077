// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes papers as BibTeX: sorted by key, `crossref`'s parents last, the same bytes for the same papers.
public enum BibTeXWriter {
  /// The whole file.
  public static func file(_ entries: [BibliographyEntry]) -> [UInt8] {
    joined(entries, after: header)
  }

  /// The entries without a word about where they come from.
  public static func text(_ entries: [BibliographyEntry]) -> String {
    String(decoding: joined(entries, after: ""), as: UTF8.self)
  }

  /// The entries in order, with empty lines between them and what stands before.
  private static func joined(_ entries: [BibliographyEntry], after head: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(head.utf8.count) { $0 + $1.text.utf8.count + 1 })
    bytes.append(contentsOf: head.utf8)
    for entry in parentsLast(entries.sorted { ($0.key, $0.text) < ($1.key, $1.text) }) {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
      bytes.append(contentsOf: entry.text.utf8)
    }
    return bytes
  }

  /// Entries with those at the end that others name as their `crossref`: BibTeX wants them behind.
  private static func parentsLast(_ entries: [BibliographyEntry]) -> [BibliographyEntry] {
    let parents = Set(entries.compactMap { $0.parent.map { BibTeXKey($0) } })
    guard !parents.isEmpty else { return entries }
    let isParent = { (entry: BibliographyEntry) in parents.contains(BibTeXKey(entry.key)) }
    return entries.filter { !isParent($0) } + entries.filter(isParent)
  }

  /// A paper's entry, written out; `nil` for a paper without a title.
  public static func written(_ note: PaperNote) -> BibliographyEntry? {
    guard !note.title.isBlank else { return nil }
    let entry = entry(note)
    return BibliographyEntry(
      key: note.citekey,
      text: text(of: entry),
      parent: entry["crossref"]
    )
  }

  /// What the file begins with.
  static let header = "% Made by Trine from notes/papers: edit the notes, not this file.\n"

  /// A paper's entry: what its note has places for first, then what else its entry said.
  static func entry(_ note: PaperNote) -> BibTeXEntry {
    let type = note.bibtex.first { $0.name == BibTeXField.entryType }?.value
    var entry = BibTeXEntry(
      type: type.map { isType($0) ? $0 : "misc" } ?? BibTeXKind.type(of: note),
      key: note.citekey.description,
      fields: note.bibtex,
      location: SourceLocation(file: "")
    )
    if let place = note.bibtex.firstIndex(where: { $0.name == BibTeXField.entryType }) {
      entry.fields.remove(at: place)
    }
    for home in NoteHome.allCases {
      home.complete(&entry, from: note, isImported: type != nil)
    }
    entry.fields = inOrder(entry.fields.filter { isName($0.name) })
    return entry
  }
}

// MARK: - Order

extension BibTeXWriter {
  /// The fields everybody looks for first; the others stay in their order.
  private static let first = [
    "title", "author", "year", "journal", "journaltitle", "booktitle", "howpublished", "doi",
    "eprint", "archiveprefix", "keywords",
  ]

  private static func inOrder(_ fields: [BibTeXField]) -> [BibTeXField] {
    var ordered: [BibTeXField] = []
    ordered.reserveCapacity(fields.count)
    for name in first { ordered += fields.lazy.filter { $0.name == name } }
    return ordered + fields.lazy.filter { !first.contains($0.name) }
  }
}

// MARK: - Bytes

extension BibTeXWriter {
  private static func text(of entry: BibTeXEntry) -> String {
    var bytes: [UInt8] = []
    append(entry, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ entry: BibTeXEntry, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "@\(entry.type){\(entry.key),\n".utf8)
    for field in entry.fields {
      bytes.append(contentsOf: "  ".utf8)
      bytes.append(contentsOf: field.name.utf8)
      if field.name == "month", BibTeXMacros.months.contains(field.value) {
        bytes.append(contentsOf: " = \(field.value),\n".utf8)
        continue
      }
      bytes.append(contentsOf: " = {".utf8)
      let value = isBalanced(field.value.utf8) ? field.value : withoutBraces(field.value)
      bytes.append(contentsOf: value.utf8)
      bytes.append(contentsOf: "},\n".utf8)
    }
    bytes.append(contentsOf: "}\n".utf8)
  }

  /// Whether a word can be a type: none of the commands that are no entries.
  static func isType(_ word: String) -> Bool {
    !["comment", "string", "preamble"].contains(word)
      && word.utf8.first.map { $0.isLetter || $0 >= 0x80 } == true
      && word.utf8.allSatisfy {
        $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F || $0 >= 0x80
      }
      && word == word.lowercased()
  }

  /// Whether a word can be a field's name.
  static func isName(_ word: String) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy {
        $0 > 0x20 && $0 != 0x7F && !"{}(),=\"#%'~\\@".utf8.contains($0)
      }
  }

  /// Whether braces close as they open, so that the value ends where it is meant to.
  static func isBalanced(_ value: String.UTF8View) -> Bool {
    var depth = 0
    for byte in value {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  private static func withoutBraces(_ value: String) -> String {
    value.split(separator: "{", omittingEmptySubsequences: false)
      .joined(separator: "\\textbraceleft ")
      .split(separator: "}", omittingEmptySubsequences: false)
      .joined(separator: "\\textbraceright ")
  }
}
