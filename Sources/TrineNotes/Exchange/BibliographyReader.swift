// SPDX-License-Identifier: MIT

public import TrineCore

/// The forms in which papers come from elsewhere.
public enum BibliographyFormat: String, CaseIterable, Sendable {
  case bibtex
  case cslJSON = "csl-json"
  case ris

  /// The form that a file's name tells.
  public init?(file: String) {
    switch file.split(separator: ".").last?.lowercased() {
    case "bib", "bibtex": self = .bibtex
    case "json": self = .cslJSON
    case "ris": self = .ris
    default: return nil
    }
  }
}

/// What a bibliography holds, and what in it cannot be read.
public struct Bibliography: Sendable {
  /// Each paper as an entry of BibTeX.
  public var entries: [BibTeXEntry] = []
  /// What is left out, each with its place.
  public var problems: [Diagnostic] = []
  /// What was guessed or left out.
  public var warnings: [Diagnostic] = []
  /// Whether it defines macros for files after it.
  public var definesMacros = false
}

/// Reads bibliographies one after the other: a macro that one defines, the next may use.
public struct BibliographyReader: Sendable {
  private var macros = BibTeXMacros()

  /// Has read nothing yet.
  public init() {}

  /// Reads a file's bytes; nothing in them makes it fail.
  public mutating func read(
    _ bytes: [UInt8],
    _ format: BibliographyFormat,
    file: String
  ) -> Bibliography {
    let source = BibliographyText(bytes, file: file)
    var bibliography = Bibliography(warnings: source.warnings)
    switch format {
    case .bibtex:
      let known = macros.names.count
      let reading = BibTeXParser.read(source.text, file: file, macros: &macros)
      (bibliography.entries, bibliography.problems) = (reading.entries, reading.problems)
      bibliography.warnings += reading.warnings
      bibliography.definesMacros = macros.names.count > known
    case .cslJSON: CSLReader.read(source.text, file: file, into: &bibliography)
    case .ris: RISReader.read(source.text, file: file, into: &bibliography)
    }
    return bibliography
  }
}
