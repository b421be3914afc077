// SPDX-License-Identifier: MIT

/// A paper's entry in the bibliography, written out: what is made once of a note and put together with
/// the others whenever one of them changes.
public struct BibliographyEntry: Hashable, Sendable {
  /// The paper's key, by which entries are sorted.
  public var key: CitationKey
  /// The entry, ending with its line.
  public var text: String
  /// The key of the entry it takes fields from, which has to stand behind it.
  public var parent: String?

  /// Joins the three.
  public init(key: CitationKey, text: String, parent: String? = nil) {
    self.key = key
    self.text = text
    self.parent = parent
  }
}
