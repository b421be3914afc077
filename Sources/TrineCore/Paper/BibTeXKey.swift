// SPDX-License-Identifier: MIT

/// A key as BibTeX compares it, in whatever case.
///
/// `Chen2016` and `chen2016` are one, and BibTeX drops the second of two entries with it; some file
/// systems take the files of such notes for one, too.
public struct BibTeXKey: Hashable, Sendable {
  /// The key in small letters.
  public let folded: String

  /// Of any entry, whose key may be no `CitationKey`.
  public init(_ key: some StringProtocol) { folded = key.lowercased() }

  /// Of a paper's note.
  public init(_ key: CitationKey) { self.init(key.description) }
}
