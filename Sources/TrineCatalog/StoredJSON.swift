// SPDX-License-Identifier: MIT

import TrineCore

/// Reads the JSON of a column.
enum StoredJSON {
  /// The value of a text; whatever is unusual in it is left to `JSONDecoder` to read or refuse.
  static func value(_ text: String) throws -> JSONValue {
    do {
      return try JSONReader.value(text)
    } catch {
      return try JSONText.value(JSONValue.self, from: text)
    }
  }

  /// The texts of an array; what is not a string in it is left out.
  static func strings(_ text: String) throws -> [String] {
    if text == "[]" { return [] }
    return (try value(text).array ?? []).compactMap(\.string)
  }
}
