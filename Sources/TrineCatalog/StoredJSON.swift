// SPDX-License-Identifier: MIT

import TrineCore

/// Reads the JSON of a column.
///
/// A list of a thousand runs holds as many configs, and `JSONDecoder` takes ten times as long for
/// them as the rest of the command.
struct StoredJSON {
  private var bytes: ArraySlice<UInt8>

  /// The value of a text; whatever is unusual in it is left to `JSONDecoder` to read or refuse.
  static func value(_ text: String) throws -> JSONValue {
    var reader = StoredJSON(bytes: Array(text.utf8)[...])
    if let value = reader.value(), reader.bytes.isEmpty { return value }
    return try JSONText.value(JSONValue.self, from: text)
  }

  /// The texts of an array; what is not a string in it is left out.
  static func strings(_ text: String) throws -> [String] {
    (try value(text).array ?? []).compactMap(\.string)
  }
}

// MARK: - Values

extension StoredJSON {
  private mutating func value() -> JSONValue? {
    switch bytes.first {
    case UInt8(ascii: "{"): object()
    case UInt8(ascii: "["): array()
    case UInt8(ascii: "\""): string().map(JSONValue.string)
    case UInt8(ascii: "t"): word("true", .bool(true))
    case UInt8(ascii: "f"): word("false", .bool(false))
    case UInt8(ascii: "n"): word("null", .null)
    default: number()
    }
  }

  private mutating func object() -> JSONValue? {
    guard take("{") else { return nil }
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      guard let key = string(), take(":"), let member = value() else { return nil }
      members[key] = member
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array() -> JSONValue? {
    guard take("[") else { return nil }
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat {
      guard let element = value() else { return nil }
      elements.append(element)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  /// A string without escapes; with one, nothing.
  private mutating func string() -> String? {
    guard take("\""),
      let end = bytes.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }),
      bytes[end] == UInt8(ascii: "\"")
    else { return nil }
    defer { bytes = bytes[(end + 1)...] }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  private mutating func number() -> JSONValue? {
    let digits = bytes.prefix { "+-.0123456789Ee".utf8.contains($0) }
    let text = String(decoding: digits, as: UTF8.self)
    bytes = bytes[digits.endIndex...]
    if let whole = Int(text) { return .integer(whole) }
    guard let number = Double(text) else { return nil }
    return Int(exactly: number).map(JSONValue.integer) ?? .number(number)
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    let word = text.description.utf8
    guard bytes.starts(with: word) else { return nil }
    bytes = bytes.dropFirst(word.count)
    return value
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes = bytes.dropFirst()
    return true
  }
}
