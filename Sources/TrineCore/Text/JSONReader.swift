// SPDX-License-Identifier: MIT

/// Reads JSON (RFC 8259) from bytes, many times as fast as `JSONDecoder`, and knows where it went wrong.
///
/// A list of a thousand runs holds as many configs, and a bibliography thousands of papers.
public struct JSONReader {
  private let bytes: [UInt8]
  /// Where the next byte is read.
  public private(set) var offset: Int
  private var depth = 0

  /// Deeper than people nest, and no deeper than the stack.
  private static let greatestDepth = 200

  /// Reads from the beginning; a byte order mark is ignored.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// What is not JSON, and at which byte.
  public struct Problem: Error, Hashable, Sendable {
    /// The byte.
    public var offset: Int
    /// What should stand there.
    public var wanted: String
  }

  /// The value of a whole text.
  public static func value(_ text: String) throws(Problem) -> JSONValue {
    var reader = JSONReader(Array(text.utf8))
    let value = try reader.value()
    guard reader.isAtEnd else { throw reader.problem("the end") }
    return value
  }

  /// The texts of an array of nothing else.
  public static func strings(_ text: String) throws(Problem) -> [String] {
    var reader = JSONReader(Array(text.utf8))
    guard reader.take("[") else { throw reader.problem("'['") }
    var strings: [String] = []
    if !reader.take("]") {
      repeat {
        reader.skipSpace()
        strings.append(try reader.string())
      } while reader.take(",")
      guard reader.take("]") else { throw reader.problem("',' or ']'") }
    }
    guard reader.isAtEnd else { throw reader.problem("the end") }
    return strings
  }

  /// Whether nothing but white space is left.
  public var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return offset == bytes.count
    }
  }

  /// Steps over a character, and white space before it, if it is next.
  public mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  /// A problem here.
  public func problem(_ wanted: String) -> Problem { Problem(offset: offset, wanted: wanted) }

  /// The line and the column, in bytes, of a byte; both from 1.
  public func place(of offset: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(offset, bytes.count)]
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (before.count { $0 == 0x0A } + 1, before.count - start + 1)
  }
}

// MARK: - Values

extension JSONReader {
  /// The next value.
  public mutating func value() throws(Problem) -> JSONValue {
    skipSpace()
    guard offset < bytes.count else { throw problem("a value") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return try nested { reader throws(Problem) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(Problem) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(Problem) -> JSONValue
  ) throws(Problem) -> JSONValue {
    guard depth < Self.greatestDepth else { throw problem("less nesting") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func object() throws(Problem) -> JSONValue {
    offset += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      let key = try string()
      guard take(":") else { throw problem("':'") }
      members[key] = try value()
    } while take(",")
    guard take("}") else { throw problem("',' or '}'") }
    return .object(members)
  }

  private mutating func array() throws(Problem) -> JSONValue {
    offset += 1
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw problem("',' or ']'") }
    return .array(elements)
  }

  private mutating func number() throws(Problem) -> JSONValue {
    let start = offset
    while offset < bytes.count, "+-.0123456789Ee".utf8.contains(bytes[offset]) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if let whole = Int(text) { return .integer(whole) }
    guard let number = Double(text) else { throw Problem(offset: start, wanted: "a value") }
    return Int(exactly: number).map(JSONValue.integer) ?? .number(number)
  }

  private mutating func word(
    _ text: StaticString,
    _ value: JSONValue
  ) throws(Problem) -> JSONValue {
    let word = text.description.utf8
    guard bytes[offset...].starts(with: word) else { throw problem("a value") }
    offset += word.count
    return value
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func string() throws(Problem) -> String {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
      throw problem("a text in quotes")
    }
    offset += 1
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: bytes[start..<(offset - 1)], as: UTF8.self)
      case UInt8(ascii: "\\"): return try escaped(from: start)
      default: offset += 1
      }
    }
    throw problem("'\"'")
  }

  /// The rest of a string in which something is escaped.
  private mutating func escaped(from start: Int) throws(Problem) -> String {
    var text = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      default: text.append(byte)
      }
    }
    throw problem("'\"'")
  }

  private mutating func escape() throws(Problem) -> Unicode.Scalar {
    guard offset < bytes.count else { throw problem("'\"'") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw Problem(offset: offset - 2, wanted: "an escape such as \\n")
    }
  }

  /// The scalar of four digits, or of two surrogates; half of one is U+FFFD.
  private mutating func unicode() throws(Problem) -> Unicode.Scalar {
    let high = try fourDigits()
    if (0xD800..<0xDC00).contains(high), bytes[offset...].starts(with: "\\u".utf8) {
      let start = offset
      offset += 2
      let low = try fourDigits()
      if (0xDC00..<0xE000).contains(low) {
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
      }
      offset = start
    }
    return Unicode.Scalar(high) ?? "\u{FFFD}"
  }

  private mutating func fourDigits() throws(Problem) -> UInt32 {
    let text = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
    guard text.utf8.count == 4, text.utf8.first != UInt8(ascii: "+"),
      let value = UInt32(text, radix: 16)
    else { throw problem("four hexadecimal digits") }
    offset += 4
    return value
  }
}
