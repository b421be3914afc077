// SPDX-License-Identifier: MIT

public import TrineCore

/// One entry of a BibTeX file, its values as written there.
public struct BibTeXEntry: Hashable, Sendable {
  /// A field, with macros and `#` resolved.
  public typealias Field = BibTeXField

  /// The type in lower case, such as `article`.
  public var type: String
  /// The key as written; empty when there is none.
  public var key: String
  /// The fields in their order; of two with one name BibTeX takes the first, and so does `subscript`.
  public var fields: [Field]
  /// Where the entry begins.
  public var location: SourceLocation

  /// Makes an entry.
  public init(type: String, key: String, fields: [Field], location: SourceLocation) {
    self.type = type
    self.key = key
    self.fields = fields
    self.location = location
  }

  /// The value of a field in TeX; `nil` when it is missing.
  public subscript(name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// The value of a field in Unicode; `nil` when it is missing or empty.
  public func text(_ name: String) -> String? {
    guard let text = self[name].map(TeXText.unicode), !text.isEmpty else { return nil }
    return text
  }

  /// The key where it is one that file names and links can carry.
  public var citationKey: CitationKey? { CitationKey(key) }
}
