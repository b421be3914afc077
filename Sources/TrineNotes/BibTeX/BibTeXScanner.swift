// SPDX-License-Identifier: MIT

import TrineCore

/// Walks through the bytes of a BibTeX file and knows lines and columns.
///
/// BibTeX's own characters are all ASCII, so UTF-8 is never cut inside a character.
struct BibTeXScanner {
  let file: String
  let bytes: [UInt8]
  var offset: Int
  /// Whether a line that begins as an entry does ends a value: after an entry that was never closed,
  /// so that not each of the rest is sought to the end of the file.
  var isStrict = false
  /// Where the lines stand that begin with `%` and hide an entry.
  private(set) var hiddenEntries: [Int] = []
  private let lineStarts: LineStarts

  init(_ text: String, file: String) {
    self.file = file
    let bytes = Array(text.utf8)
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.bytes = bytes
    lineStarts = LineStarts(bytes)
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The byte here; `nil` at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// A place's line and column; deep in a line of kilobytes the column, which would have to be counted,
  /// is left out.
  func location(_ offset: Int) -> SourceLocation {
    let line = lineStarts.line(of: offset)
    let before = lineStarts[line]..<min(offset, bytes.count)
    let column = before.count > 4096 ? nil : text(before).count + 1
    return SourceLocation(file: file, line: line + 1, column: column)
  }
}

// MARK: - Moving

extension BibTeXScanner {
  mutating func advance() {
    offset += 1
  }

  /// Steps over a character if it is here.
  mutating func skip(_ character: UInt8) -> Bool {
    guard current == character else { return false }
    advance()
    return true
  }

  mutating func skipSpace() {
    while offset < bytes.count, bytes[offset].isSpace { offset += 1 }
  }

  /// Between fields BibTeX knows no remarks, but biber and pandoc do: from `%` to the end of the line.
  mutating func skipSpaceAndRemarks() {
    skipSpace()
    while current == UInt8(ascii: "%") {
      skipLine()
      skipSpace()
    }
  }

  mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
  }

  /// Reads while bytes are of a kind; those of other scripts are of every kind.
  mutating func read(while matches: (UInt8) -> Bool) -> String {
    let start = offset
    while offset < bytes.count, bytes[offset] >= 0x80 || matches(bytes[offset]) { offset += 1 }
    return text(start..<offset)
  }

  /// Reads the key of an entry.
  mutating func readKey() -> String {
    read { !$0.isSpace && !"{}(),=\"#%@".utf8.contains($0) }
  }

  /// Reads what may be the type of an entry, in lower case.
  mutating func readType() -> String {
    read { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F }.lowercased()
  }

  /// How a walk to a closing character ended.
  enum Balance {
    /// Just behind the closing character.
    case closed
    /// At a brace that closes more than was opened.
    case unbalanced
    /// At the end, or where another entry begins.
    case atEnd
  }

  /// Steps behind the next `close` outside braces.
  mutating func skipBalanced(until close: UInt8) -> Balance {
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if depth == 0, byte == close {
        offset += 1
        return .closed
      }
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "@") where isStrict && beginsEntry(after: [UInt8(ascii: "\n")]):
        return .atEnd
      default: break
      }
      if depth < 0 { return .unbalanced }
      offset += 1
    }
    return .atEnd
  }
}

// MARK: - Finding entries

extension BibTeXScanner {
  /// The offset of the next `@` that begins something, in whatever place of the line.
  ///
  /// That is what looks like an entry, or stands at the beginning of a line or behind a brace and is meant
  /// to be one. Any other `@`, such as that of `me@example.org`, is text, and so is a line that begins with
  /// `%`.
  mutating func skipToAt() -> Int? {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "@"):
        if isCommand || isAt([UInt8(ascii: "\n"), UInt8(ascii: "}")]) { return offset }
        offset += 1
      case UInt8(ascii: "%") where isAt([UInt8(ascii: "\n")]): skipRemark()
      default: offset += 1
      }
    }
    return nil
  }

  /// Steps over a line that begins with `%`, and notes whether it hides an entry.
  private mutating func skipRemark() {
    let start = offset
    skipLine()
    let end = offset
    for place in start..<end where bytes[place] == UInt8(ascii: "@") {
      offset = place
      if isCommand, let opening, BibTeXWriter.isType(opening.type), opening.scanner.offset <= end {
        hiddenEntries.append(start)
        break
      }
    }
    offset = end
  }

  /// Steps from inside an entry that cannot be read to what looks like the beginning of another, at the
  /// start of a line or behind something closed; a line that begins with `%` is a remark here, too.
  mutating func skipToNextEntry() {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "%"), isAt([UInt8(ascii: "\n")]) { skipRemark() }
      guard offset < bytes.count else { return }
      if bytes[offset] == UInt8(ascii: "@"), beginsEntry(after: Array("\n}),".utf8)) { return }
      offset += 1
    }
  }

  /// Whether `@type{` stands here, and one of some bytes, or nothing, before it.
  private func beginsEntry(after allowed: [UInt8]) -> Bool {
    isAt(allowed) && opening != nil
  }

  /// Whether the last byte before here that is neither space nor tab is one of these, or there is none.
  private func isAt(_ allowed: [UInt8]) -> Bool {
    lastBeforeBlanks.map(allowed.contains) ?? true
  }

  /// Just behind `@type{` or `@type(` here, and what the type is; `nil` where no such thing stands.
  private var opening: (scanner: BibTeXScanner, type: String)? {
    var ahead = self
    ahead.advance()
    ahead.skipSpace()
    let type = ahead.readType()
    guard type.first?.isLetter == true else { return nil }
    ahead.skipSpace()
    guard ahead.current == UInt8(ascii: "{") || ahead.current == UInt8(ascii: "(") else {
      return nil
    }
    ahead.advance()
    return (ahead, type)
  }

  /// Whether a command stands at this `@`; of `me@home (or at work)`, with a parenthesis, only one whose
  /// key has its comma.
  private var isCommand: Bool {
    guard case (var ahead, let type)? = opening else { return false }
    if ahead.bytes[ahead.offset - 1] == UInt8(ascii: "{") { return true }
    if BibTeXWriter.isType(type) {
      ahead.skipSpace()
      _ = ahead.readKey()
      ahead.skipSpace()
      return ahead.current == UInt8(ascii: ",")
    }
    return true
  }

  /// The last byte before here that is neither space nor tab.
  private var lastBeforeBlanks: UInt8? {
    var index = offset - 1
    while index >= 0, bytes[index] == 0x20 || bytes[index] == 0x09 { index -= 1 }
    return index < 0 ? nil : bytes[index]
  }
}

extension UInt8 {
  /// White space of ASCII.
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  /// `0` to `9`.
  var isDigit: Bool { (0x30...0x39).contains(self) }
  /// `a` to `z` and `A` to `Z`.
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
