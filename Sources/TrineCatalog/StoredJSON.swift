// SPDX-License-Identifier: MIT

import TrineCore

/// Reads and writes the JSON of a column.
enum StoredJSON {
  /// The value of a text; whatever is unusual in it is left to `JSONDecoder` to read or refuse.
  static func value(_ text: String) throws -> JSONValue {
    do {
      return try JSONReader.value(text)
    } catch {
      return try JSONText.value(JSONValue.self, from: text)
    }
  }

  /// An array of texts.
  static func text(_ strings: [String]) throws -> String {
    strings.isEmpty ? "[]" : try JSONText.line(JSONValue.array(strings.map(JSONValue.string)))
  }

  /// The texts of an array; what is not a string in it is left out.
  static func strings(_ text: String) throws -> [String] {
    if text == "[]" { return [] }
    // Nearly all are made of texts alone, and a list of papers has thousands.
    if let strings = try? JSONReader.strings(text) { return strings }
    return (try value(text).array ?? []).compactMap(\.string)
  }
}
