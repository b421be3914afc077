// SPDX-License-Identifier: MIT

/// A field of a BibTeX entry: its name, and its value as TeX.
public struct BibTeXField: Hashable, Codable, Sendable {
  /// The name that stands for the entry's type in a note: `entrytype: article`.
  public static let entryType = "entrytype"

  /// The name in lower case.
  public var name: String
  /// The value in TeX, without the braces or quotes around it.
  public var value: String

  /// Makes a field.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
