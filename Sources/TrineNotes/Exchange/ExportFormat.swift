// SPDX-License-Identifier: MIT

public import TrineCore

/// The forms in which papers go elsewhere.
public enum ExportFormat: String, CaseIterable, Sendable {
  case bibtex
  case cslJSON = "csl-json"
  case ris
  case hayagriva

  /// Papers in this form, sorted by key: the same bytes for the same papers.
  public func text(_ notes: [PaperNote]) throws -> String {
    switch self {
    case .bibtex: BibTeXWriter.joined(notes.compactMap(BibTeXWriter.written))
    case .cslJSON: try CSLWriter.text(notes)
    case .ris: RISWriter.text(notes)
    case .hayagriva: HayagrivaWriter.text(notes)
    }
  }
}
