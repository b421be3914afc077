// SPDX-License-Identifier: MIT

import TrineCore

/// Walks through the bytes of a BibTeX file and knows lines and columns.
///
/// BibTeX's own characters are all ASCII, so UTF-8 is never cut inside a character.
struct BibTeXScanner {
  let file: String
  let bytes: [UInt8]
  private(set) var offset: Int
  /// The offsets at which lines begin.
  private let lineStarts: [Int]

  init(_ text: String, file: String) {
    self.file = file
    let bytes = Array(text.utf8)
    offset = text.unicodeScalars.first == "\u{FEFF}" ? 3 : 0
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The character here, U+FFFD for a byte of one that is not ASCII; `nil` at the end.
  var current: Character? {
    guard !isAtEnd else { return nil }
    return bytes[offset] < 0x80 ? Character(Unicode.Scalar(bytes[offset])) : "\u{FFFD}"
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  func location(_ offset: Int) -> SourceLocation {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = text(lineStarts[low]..<min(offset, bytes.count)).count + 1
    return SourceLocation(file: file, line: low + 1, column: column)
  }
}

// MARK: - Moving

extension BibTeXScanner {
  mutating func advance() {
    offset += 1
  }

  /// Steps over a character if it is here.
  mutating func skip(_ character: Character) -> Bool {
    guard current == character else { return false }
    advance()
    return true
  }

  mutating func skipSpace() {
    while let character = current, character.isWhitespace { advance() }
  }

  mutating func skipLine() {
    while let character = current, character != "\n" { advance() }
  }

  /// Reads while characters are of a kind; bytes of other scripts are of every kind.
  mutating func read(while matches: (Character) -> Bool) -> String {
    let start = offset
    while let character = current, bytes[offset] >= 0x80 || matches(character) { advance() }
    return text(start..<offset)
  }

  /// How a walk to a closing character ended.
  enum Balance {
    /// Just behind the closing character.
    case closed
    /// At a brace that closes more than was opened.
    case unbalanced
    case atEnd
  }

  /// Steps behind the next `close` outside braces.
  mutating func skipBalanced(until close: Character) -> Balance {
    let closing = close.asciiValue
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if depth == 0, byte == closing {
        offset += 1
        return .closed
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth < 0 { return .unbalanced }
      offset += 1
    }
    return .atEnd
  }

  /// The offset of the next `@` that begins something: not inside a line that begins with `%`, nor in
  /// an address such as `me@example.org`.
  mutating func skipToAt() -> Int? {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "@"):
        if !isInsideWord { return offset }
        offset += 1
      case UInt8(ascii: "%") where isAtLineStart: skipLine()
      default: offset += 1
      }
    }
    return nil
  }

  private var isInsideWord: Bool {
    guard offset > 0 else { return false }
    let before = Character(Unicode.Scalar(bytes[offset - 1]))
    return bytes[offset - 1] < 0x80
      && (before.isLetter || before.isNumber || "._-+".contains(before))
  }

  private var isAtLineStart: Bool {
    let space = Set(" \t".utf8)
    let before = bytes[..<offset].last { !space.contains($0) }
    return before == nil || before == UInt8(ascii: "\n")
  }
}
