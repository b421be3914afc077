// SPDX-License-Identifier: MIT

/// One line of a CSV file as ranges of its bytes.
struct CSVLine {
  /// The line's number, from 1.
  let number: Int
  /// Its bytes without the line break.
  let range: Range<Int>

  /// Where each cell lies, without blanks and quotes around it (RFC 4180, a record a line).
  func cells(_ bytes: Span<UInt8>, into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    var start = range.lowerBound
    var isQuoted = false
    for position in range {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: ","), !isQuoted else { continue }
      cells.append(Self.trimmed(bytes, start..<position))
      start = position + 1
    }
    cells.append(Self.trimmed(bytes, start..<range.upperBound))
  }

  /// Whether there is nothing but blanks.
  func isBlank(_ bytes: Span<UInt8>) -> Bool {
    Self.trimmed(bytes, range).isEmpty
  }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    let quote = UInt8(ascii: "\"")
    if end - start >= 2, bytes[start] == quote, bytes[end - 1] == quote {
      (start, end) = (start + 1, end - 1)
    }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}

/// The lines of a CSV file that are not blank, one after the other.
struct CSVLines {
  private var position: Int
  private var number = 0

  /// Begins behind a byte-order mark.
  init(_ bytes: Span<UInt8>) {
    let hasMark =
      bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    position = hasMark ? 3 : 0
  }

  /// The next line, `nil` at the end.
  mutating func next(_ bytes: Span<UInt8>) -> CSVLine? {
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      number += 1
      let line = CSVLine(number: number, range: start..<position)
      position += 1
      if !line.isBlank(bytes) { return line }
    }
    return nil
  }
}
