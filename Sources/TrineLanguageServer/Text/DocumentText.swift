// SPDX-License-Identifier: MIT

import TrineCore

/// A place in a document: line and UTF-16 code units in it, both from 0, as editors count.
struct TextPosition: Hashable, Comparable {
  var line: Int
  var character: Int

  init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  init?(_ value: JSONValue?) {
    guard let line = value?["line"]?.int, let character = value?["character"]?.int, line >= 0,
      character >= 0
    else { return nil }
    self.init(line: line, character: character)
  }

  static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }

  var json: JSONValue { .object(["line": .integer(line), "character": .integer(character)]) }
}

/// A document's text with the places of its lines.
struct DocumentText {
  let text: String
  let bytes: [UInt8]
  private let starts: LineStarts

  init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    self.bytes = bytes
    starts = LineStarts(bytes)
  }

  /// The lines with their ends, as places among the bytes.
  var lines: [ArraySlice<UInt8>] {
    (0..<starts.count).map { line in
      bytes[starts[line]..<(line + 1 < starts.count ? starts[line + 1] : bytes.count)]
    }
  }

  /// A line without its end, from 0; empty where there is none.
  func line(_ number: Int) -> String {
    guard (0..<starts.count).contains(number) else { return "" }
    let rest = bytes[starts[number]...].prefix { $0 != 0x0A }
    return String(decoding: rest.last == 0x0D ? rest.dropLast() : rest, as: UTF8.self)
  }

  /// Where a byte stands.
  func position(of byte: Int) -> TextPosition {
    let line = starts.line(of: byte)
    let before = String(decoding: bytes[starts[line]..<byte], as: UTF8.self)
    return TextPosition(line: line, character: before.utf16.count)
  }

  /// The byte at a place; at the end of the line where the line is shorter.
  func byte(at position: TextPosition) -> Int {
    guard position.line < starts.count else { return bytes.count }
    let line = line(position.line)
    let prefix = line.utf16.prefix(position.character)
    return starts[position.line] + String(decoding: prefix, as: UTF16.self).utf8.count
  }

  /// A range of bytes as the protocol has it.
  func json(_ range: Range<Int>) -> JSONValue {
    Self.json(position(of: range.lowerBound), position(of: range.upperBound))
  }

  /// A line and a column in characters, both from 1, or the whole line where there is no column.
  func json(line: Int, column: Int?) -> JSONValue {
    let text = self.line(line - 1)
    let start = column.map { text.prefix($0 - 1).utf16.count } ?? 0
    return Self.json(
      TextPosition(line: line - 1, character: start),
      TextPosition(line: line - 1, character: text.utf16.count)
    )
  }

  private static func json(_ start: TextPosition, _ end: TextPosition) -> JSONValue {
    .object(["start": start.json, "end": end.json])
  }
}
