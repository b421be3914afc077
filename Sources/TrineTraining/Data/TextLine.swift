// SPDX-License-Identifier: MIT

import TrineCore

/// One line of a text file as a range of the bytes a `LineReader` has in memory.
struct TextLine {
  /// The line's number, from 1.
  let number: Int
  /// Its bytes without the line break.
  let range: Range<Int>
  /// Where it begins in the file, unpacked.
  let offset: Int

  /// Where one of its bytes is, for people: columns count characters.
  func location(of position: Int?, _ bytes: Span<UInt8>, in path: String) -> SourceLocation {
    let column = position.map { position in
      TextLine.text(bytes, range.lowerBound..<position).count + 1
    }
    return SourceLocation(file: path, line: number, column: column)
  }

  /// Some bytes as text.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }

  /// Whether a byte is a blank within a line.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
