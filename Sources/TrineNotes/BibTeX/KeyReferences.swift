// SPDX-License-Identifier: MIT

public import TrineCore

/// The keys by which entries name one another, and what became of them.
///
/// BibTeX compares such keys without case, and so is done here; a key in the same letters goes first.
public struct KeyReferences: Sendable {
  /// The fields of BibTeX and BibLaTeX that name other entries.
  static let names: Set<String> = ["crossref", "xref", "xdata", "related", "entryset"]
  /// Those of BibLaTeX that name several, with commas between.
  private static let lists: Set<String> = ["xdata", "related", "entryset"]

  private var exact: [String: CitationKey] = [:]
  private var folded: [BibTeXKey: CitationKey] = [:]

  /// Knows no key yet.
  public init() {}

  /// Notes what the entry of a key is called now; of two with one key the first counts, as in BibTeX.
  public mutating func add(_ key: String, as new: CitationKey) {
    guard !key.isEmpty else { return }
    exact[key] = exact[key] ?? new
    folded[BibTeXKey(key)] = folded[BibTeXKey(key)] ?? new
  }

  /// Takes in others, which count more than those there were.
  mutating func take(_ others: KeyReferences) {
    exact.merge(others.exact) { $1 }
    folded.merge(others.folded) { $1 }
  }

  /// Fields that name the entries as they are called now, in the same case, which other programs regard.
  public func rewritten(_ fields: [BibTeXField]) -> [BibTeXField] {
    guard Self.areIn(fields) else { return fields }
    return fields.map { field in
      guard Self.names.contains(field.name) else { return field }
      return BibTeXField(name: field.name, value: rewritten(field))
    }
  }

  private func rewritten(_ field: BibTeXField) -> String {
    let keys = Self.keys(field)
    let new = keys.map { changed($0) ?? $0 }
    return new == keys ? field.value : new.joined(separator: ", ")
  }

  private func changed(_ key: String) -> String? {
    (exact[key] ?? folded[BibTeXKey(key)])?.description
  }

  /// Whether any of the fields names other entries.
  static func areIn(_ fields: [BibTeXField]) -> Bool {
    fields.contains { names.contains($0.name) }
  }

  /// The keys a field names.
  static func keys(_ field: BibTeXField) -> [String] {
    guard lists.contains(field.name) else { return [field.value.trimmed] }
    return field.value.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
  }
}
