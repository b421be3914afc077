// SPDX-License-Identifier: MIT

// MARK: - CSV

extension TextLine {
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
}
