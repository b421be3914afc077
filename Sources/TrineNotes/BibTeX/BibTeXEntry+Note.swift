// SPDX-License-Identifier: MIT

public import TrineCore

// MARK: - A paper's note from its entry

extension BibTeXEntry {
  /// A note to read the paper with: the entry's fields in Unicode, status `to-read`, no summary yet.
  public func note(key: CitationKey, added: Day) -> PaperNote {
    PaperNote(
      citekey: key,
      title: text("title") ?? "",
      authors: authors,
      year: year,
      venue: venue,
      arxiv: arxiv,
      doi: doi,
      tags: keywords,
      added: added
    )
  }

  /// The authors, each `Family, Given`; the editors of a book without authors.
  public var authors: [String] {
    AuthorName.list(self["author"] ?? self["editor"] ?? "")
      .map { TeXText.unicode(AuthorName($0).inverted) }
      .filter { !$0.isEmpty }
  }

  /// The year from `year`, or from BibLaTeX's `date`.
  public var year: Int? {
    let digits = (text("year") ?? text("date") ?? "").drop { !($0.isASCII && $0.isNumber) }
      .prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count == 4 ? Int(digits) : nil
  }

  /// The journal, the conference or whoever else published it; `arXiv` for a preprint there.
  public var venue: String? {
    let names = [
      "journal", "journaltitle", "booktitle", "howpublished", "publisher", "school",
      "institution", "organization",
    ]
    guard let venue = names.lazy.compactMap(text).first else {
      return arxiv == nil ? nil : "arXiv"
    }
    return venue.lowercased().hasPrefix("arxiv") ? "arXiv" : venue
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

  /// The first arXiv id in a text: `1604.00981`, `cs/0112017`.
  private static func arxivID(_ text: String) -> String? {
    let pieces = text.split { $0.isWhitespace || ":[](),".contains($0) }
    for piece in pieces {
      let path = piece.split(separator: "/").map(String.init)
      guard let last = path.last else { continue }
      let name = last.hasSuffix(".pdf") ? String(last.dropLast(4)) : last
      let id = withoutVersion(name)
      if isNew(id) { return id }
      if path.count >= 2, isOld(id) { return "\(path[path.count - 2])/\(id)" }
    }
    return nil
  }

  private static func withoutVersion(_ id: String) -> String {
    let digits = id.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let rest = id.dropLast(digits)
    return digits > 0 && rest.last == "v" ? String(rest.dropLast()) : id
  }

  /// `1604.00981`: four digits, a dot, four or five.
  private static func isNew(_ id: String) -> Bool {
    let parts = id.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].count == 4 && (4...5).contains(parts[1].count)
      && parts.joined().utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `0112017`: seven digits after the archive's name.
  private static func isOld(_ id: String) -> Bool {
    id.count == 7 && id.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The DOI without the address of a resolver.
  public var doi: String? {
    guard let text = self["doi"].map(TeXText.verbatim), let start = text.firstRange(of: "10.")
    else { return nil }
    return String(text[start.lowerBound...])
  }

  private var keywords: [String] {
    (text("keywords") ?? "").split { ",;".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }
  }
}
