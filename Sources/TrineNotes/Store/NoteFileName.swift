// SPDX-License-Identifier: MIT

import TrineCore

/// A note's file name and the citation key it stands for.
struct NoteFileName {
  /// The name without folder and `.md`.
  let stem: String
  /// The key; for a name that is none, one made from it: each scalar that no key can carry as its code
  /// point, so that different files keep different keys (`山田2020` is `u5c71u7530-2020`).
  let key: CitationKey
  /// Whether the name is a citation key as it stands.
  let isKey: Bool

  init(_ file: String) {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    if let key = CitationKey(stem) {
      self.key = key
      isKey = true
    } else {
      key = Self.made(from: stem)
      isKey = false
    }
  }

  private static func made(from stem: String) -> CitationKey {
    var text = ""
    for scalar in stem.unicodeScalars {
      let isPlain = CitationKey("x\(scalar)") != nil
      text += isPlain ? "\(scalar)" : "u\(String(scalar.value, radix: 16))-"
    }
    if text.hasSuffix("-") { text.removeLast() }
    guard let key = CitationKey(text) ?? CitationKey("note\(text)") ?? CitationKey("note") else {
      preconditionFailure("'note' is a citation key")
    }
    return key
  }
}
