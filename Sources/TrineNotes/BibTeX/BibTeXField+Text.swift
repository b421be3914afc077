// SPDX-License-Identifier: MIT

public import TrineCore

// MARK: - Fields from plain text

extension BibTeXField {
  /// A field that says a text in Unicode; pages are those of BibTeX, `12--15`.
  public static func plain(_ name: String, _ text: String) -> BibTeXField {
    BibTeXField(name: name, value: name == "pages" ? pages(text) : TeXText.tex(text))
  }

  /// A field of names, each `Family, Given` or a group's.
  public static func names(_ name: String, _ names: [String]) -> BibTeXField {
    BibTeXField(name: name, value: NoteTeX.names(names))
  }

  /// Pages with BibTeX's dash, whichever dashes stand between them.
  static func pages(_ text: String) -> String {
    text.split { "-–—".contains($0) }.map { TeXText.tex($0.trimmed) }.joined(separator: "--")
  }
}
