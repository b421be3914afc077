// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes papers as BibTeX: sorted by key, the same bytes for the same papers.
///
/// A title's words with capitals inside (`SGD`, `ImageNet`) stand in braces, so that no style lowers them.
public enum BibTeXWriter {
  /// The whole file; a paper without a title has no entry.
  public static func text(_ notes: [PaperNote]) -> String {
    let papers = notes.filter { !$0.title.isBlank }.sorted { $0.citekey < $1.citekey }
    return ([header] + papers.map(entry)).joined(separator: "\n")
  }

  private static let header = "% Made by Trine from notes/papers: edit the notes, not this file.\n"

  private static func entry(_ note: PaperNote) -> String {
    let kind = kind(note)
    let fields: [(String, String?)] = [
      ("title", title(note.title)),
      ("author", note.authors.isEmpty ? nil : note.authors.map(author).joined(separator: " and ")),
      ("year", note.year.map(String.init)),
      (kind.venueField, note.venue.map { venue($0, arxiv: note.arxiv) }),
      ("doi", note.doi.map(verbatim)),
      ("eprint", note.arxiv.map(verbatim)),
      ("archiveprefix", note.arxiv.map { _ in "arXiv" }),
    ]
    let lines = fields.compactMap { name, value in value.map { "  \(name) = {\($0)},\n" } }
    return "@\(kind.type){\(note.citekey),\n" + lines.joined() + "}\n"
  }

  /// A DOI or an arXiv id as it is; braces, which BibTeX would count, as an address writes them.
  private static func verbatim(_ text: String) -> String {
    String(
      text.flatMap { character in
        switch character {
        case "{": "%7B"
        case "}": "%7D"
        case "\\": "%5C"
        default: String(character)
        }
      }
    )
  }
}

// MARK: - Types and venues

extension BibTeXWriter {
  private static func kind(_ note: PaperNote) -> (type: String, venueField: String) {
    guard let venue = note.venue else { return ("misc", "howpublished") }
    let words = venue.lowercased()
    let isConference = conferences.contains { words.contains($0) }
    return isConference ? ("inproceedings", "booktitle") : ("article", "journal")
  }

  private static let conferences = [
    "proceedings", "conference", "symposium", "workshop", "advances in neural",
  ]

  private static func venue(_ venue: String, arxiv: String?) -> String {
    guard venue == "arXiv", let arxiv else { return TeXText.tex(venue) }
    return "arXiv preprint arXiv:\(verbatim(arxiv))"
  }
}

// MARK: - Titles and names

extension BibTeXWriter {
  private static func title(_ title: String) -> String {
    title.split(separator: " ").map { protected(String($0)) }.joined(separator: " ")
  }

  /// A word in braces when a part of it has a capital after its first letter; the punctuation around
  /// it stays outside.
  private static func protected(_ word: String) -> String {
    guard let first = word.firstIndex(where: isWordCharacter),
      let last = word.lastIndex(where: isWordCharacter)
    else { return TeXText.tex(word) }
    let core = word[first...last]
    let parts = core.split { !isWordCharacter($0) }
    guard parts.contains(where: { $0.dropFirst().contains(where: \.isUppercase) }) else {
      return TeXText.tex(word)
    }
    let after = word[word.index(after: last)...]
    return TeXText.tex(String(word[..<first])) + "{" + TeXText.tex(String(core)) + "}"
      + TeXText.tex(String(after))
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// A name; in braces when BibTeX would take it apart otherwise than it is meant.
  private static func author(_ name: String) -> String {
    let tex = TeXText.tex(name)
    let isPlain = AuthorName.list(tex).count == 1 && AuthorName(tex).inverted == tex
    return isPlain ? tex : "{\(tex)}"
  }
}
