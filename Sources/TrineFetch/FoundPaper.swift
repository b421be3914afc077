// SPDX-License-Identifier: MIT

public import TrineCore

/// What a service says of a paper, in plain Unicode.
public struct FoundPaper: Hashable, Sendable {
  /// The title in one line.
  public var title: String
  /// The authors in order, each as notes hold them: `Family, Given`.
  public var authors: [String] = []
  /// The year of publication.
  public var year: Int?
  /// The journal, the conference, or `arXiv`.
  public var venue: String?
  /// The id at arXiv, without its version.
  public var arxiv: String?
  /// The DOI, without the address of a resolver.
  public var doi: String?
  /// The abstract, a blank line between its paragraphs; empty where there is none.
  public var abstract = ""
  /// What else is to be kept of it, as BibTeX: its type first, then volume, pages and their like.
  public var bibtex: [BibTeXField] = []

  /// What it is called where it can be looked up.
  public var ids: [PaperID] {
    [arxiv.flatMap { PaperID("arxiv:\($0)") }, doi.flatMap { PaperID("doi:\($0)") }]
      .compactMap(\.self)
  }

  /// A note to read the paper with, still to be summed up.
  public func note(key: CitationKey) -> PaperNote {
    PaperNote(
      citekey: key,
      title: title,
      authors: authors,
      year: year,
      venue: venue,
      arxiv: arxiv,
      doi: doi,
      bibtex: bibtex
    )
  }
}
