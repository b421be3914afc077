// SPDX-License-Identifier: MIT

/// How far the reading of a paper has come.
public enum ReadingStatus: String, Codable, Sendable, CaseIterable {
  case toRead = "to-read"
  case reading
  case read
  case revisit
}

/// What a paper's note says, as a value: bibliographic fields and the three-line summary.
///
/// The Markdown file stays the truth; this value is what lists, reports and the catalog need of it.
public struct PaperNote: Hashable, Codable, Sendable {
  /// The citation key, which is also the name of the file.
  public var citekey: CitationKey
  /// The title, without TeX.
  public var title: String
  /// The authors in order, each `Family, Given`, or as written where there is no comma.
  public var authors: [String]
  /// The year of publication.
  public var year: Int?
  /// The journal, the conference, or where else it appeared.
  public var venue: String?
  /// The arXiv id, such as `1604.00981`.
  public var arxiv: String?
  /// The digital object identifier, without `https://doi.org/`.
  public var doi: String?
  /// Free tags.
  public var tags: [String]
  /// How far the reading has come.
  public var status: ReadingStatus
  /// The day the note was made.
  public var added: Day?
  /// The day the paper was read.
  public var read: Day?
  /// Where it stands among the papers to read: 1 before 2, none after all numbers.
  public var priority: Int?
  /// Citation keys it had before: links and runs of then still find it.
  public var aliases: [String]
  /// The three-line summary: exactly three lines in a note that passes its checks.
  public var lines: [String]
  /// The text under "What it criticises".
  public var criticises: String
  /// The text under "What it contributes".
  public var contributes: String
  /// What a BibTeX entry said and no field above can hold, in its order; the type is `entrytype`.
  public var bibtex: [BibTeXField]

  /// Makes a note's value; only key and title are required.
  public init(
    citekey: CitationKey,
    title: String,
    authors: [String] = [],
    year: Int? = nil,
    venue: String? = nil,
    arxiv: String? = nil,
    doi: String? = nil,
    tags: [String] = [],
    status: ReadingStatus = .toRead,
    added: Day? = nil,
    read: Day? = nil,
    priority: Int? = nil,
    aliases: [String] = [],
    lines: [String] = [],
    criticises: String = "",
    contributes: String = "",
    bibtex: [BibTeXField] = []
  ) {
    self.citekey = citekey
    self.title = title
    self.authors = authors
    self.year = year
    self.venue = venue
    self.arxiv = arxiv
    self.doi = doi
    self.tags = tags
    self.status = status
    self.added = added
    self.read = read
    self.priority = priority
    self.aliases = aliases
    self.lines = lines
    self.criticises = criticises
    self.contributes = contributes
    self.bibtex = bibtex
  }

  /// The authors as a sentence names them: `Chen et al.`, `Stich`, `Dean and Ghemawat`.
  public var shortAuthors: String {
    switch authors.count {
    case 0: ""
    case 1: Self.family(authors[0])
    case 2: "\(Self.family(authors[0])) and \(Self.family(authors[1]))"
    default: "\(Self.family(authors[0])) et al."
    }
  }

  /// What stands before the comma of `Family, Given`.
  private static func family(_ author: String) -> String {
    guard let comma = author.utf8.firstIndex(of: UInt8(ascii: ",")), comma > author.startIndex
    else { return author }
    return String(author[..<comma])
  }
}

/// A paper as lists know it: its note's value, its file, and what is wrong with the note, if anything.
public struct PaperEntry: Hashable, Codable, Sendable {
  /// What the note says; for a note that does not parse, what could be read of it.
  public var note: PaperNote
  /// The file, relative to the workspace.
  public var file: String
  /// Why the note does not pass its checks, in words; `nil` when it does.
  public var problem: String?

  /// Pairs a note's value with its file.
  public init(note: PaperNote, file: String, problem: String? = nil) {
    self.note = note
    self.file = file
    self.problem = problem
  }
}
