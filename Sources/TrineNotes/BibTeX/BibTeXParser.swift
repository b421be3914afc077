// SPDX-License-Identifier: MIT

public import TrineCore

/// What a bibliography holds: its entries, and what in it cannot be read.
public struct BibTeXReading: Sendable {
  /// The entries that can be read, in their order.
  public var entries: [BibTeXEntry] = []
  /// A problem for each that cannot.
  public var problems: [Diagnostic] = []
  /// What was read and is not kept.
  public var warnings: [Diagnostic] = []
}

/// Reads BibTeX: entries, `@string` macros, `#`, `@comment`, `@preamble`, remarks between entries.
///
/// The grammar is that of BibTeX 0.99d: what stands outside entries is skipped up to the next `@`, in
/// whatever place of a line. There are two courtesies of biber: a line between entries that begins with `%`
/// is a remark, which is told where it hides an entry, and a byte order mark is ignored. Inside a field `%`
/// is text. A `month` that is a month's macro by itself keeps its name: `month = jun` is `jun`.
public enum BibTeXParser {
  /// The entries of a file in their order.
  ///
  /// - Throws: a `Diagnostic` with line and column at the first thing that is no BibTeX; for an entry cut
  ///   short, the line on which it begins.
  public static func entries(_ text: String, file: String) throws -> [BibTeXEntry] {
    var macros = BibTeXMacros()
    let reading = read(text, file: file, macros: &macros)
    if let problem = reading.problems.first { throw problem }
    return reading.entries
  }

  /// The entries of a file that can be read, and a problem for each that cannot; reading goes on behind
  /// it.
  ///
  /// `macros` is what files before this one defined; this one's definitions are added.
  public static func read(
    _ text: String,
    file: String,
    macros: inout BibTeXMacros
  ) -> BibTeXReading {
    var reader = BibTeXReader(text, file: file, macros: macros)
    reader.readAll()
    macros = reader.macros
    return reader.reading
  }
}
