// SPDX-License-Identifier: MIT

public import TrineCore

/// The forms in which papers go elsewhere.
public enum ExportFormat: String, CaseIterable, Sendable {
  case bibtex
  case cslJSON = "csl-json"
  case ris
  case hayagriva

  /// Papers in this form, sorted by key: the same bytes for the same papers.
  ///
  /// What a paper takes from another by `crossref` is looked for among `all` papers; BibTeX does so itself.
  public func text(_ notes: [PaperNote], among all: [PaperNote]? = nil) -> String {
    switch self {
    case .bibtex: BibTeXWriter.text(notes.compactMap(BibTeXWriter.written))
    case .cslJSON: CSLWriter.text(notes, among: all)
    case .ris: RISWriter.text(notes, among: all)
    case .hayagriva: HayagrivaWriter.text(notes, among: all)
    }
  }
}
