// SPDX-License-Identifier: MIT

import FoundationEssentials

/// Any JSON, for data whose keys belong to a newer or older Trine than this one.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value under a key of an object, `nil` for anything else.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text of a string.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The integer, when it is one.
  public var int: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The elements of an array.
  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }
}

// MARK: - Codable

extension JSONValue: Codable {
  /// Reads whatever is there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes it as it was read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

// MARK: - Text

/// How Trine writes JSON: sorted keys and plain slashes, so that the same value has the same bytes.
///
/// JSON has no number for the loss of a run that diverged; it is the text `NaN`, `Infinity` or
/// `-Infinity`, and is read back as the number where a number is wanted.
public enum JSONText {
  /// One line.
  public static func line(_ value: some Encodable) throws -> String {
    try text(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// Indented, with a line break at the end.
  public static func pretty(_ value: some Encodable) throws -> String {
    try text(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + "\n"
  }

  /// An element of an array, indented, for `array` to put together: threads can write elements at once.
  public static func element(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter(isPretty: true, depth: 1)
    writer.write(value)
    return writer.bytes
  }

  /// The text `pretty` has for an array of values of which each is written already.
  public static func array(_ elements: some Sequence<[UInt8]>) -> String {
    var bytes = Array("[".utf8)
    for element in elements {
      bytes.append(contentsOf: (bytes.count == 1 ? "\n  " : ",\n  ").utf8)
      bytes.append(contentsOf: element)
    }
    bytes.append(contentsOf: (bytes.count == 1 ? "\n\n]\n" : "\n]\n").utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a value from text.
  public static func value<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity",
      negativeInfinity: "-Infinity",
      nan: "NaN"
    )
    return try decoder.decode(type, from: Data(text.utf8))
  }

  private static func text(
    _ value: some Encodable,
    _ formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    if let value = value as? JSONValue {
      var writer = JSONWriter(isPretty: formatting.contains(.prettyPrinted))
      writer.write(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity",
      negativeInfinity: "-Infinity",
      nan: "NaN"
    )
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
