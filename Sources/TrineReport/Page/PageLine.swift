// SPDX-License-Identifier: MIT

/// A line of a page outside the blocks, and where it stands.
///
/// Blank lines, spaces at line ends, carriage returns and a byte order mark are left out: editors
/// change them unasked, and nobody's words are in them.
struct PageLine {
  let text: String
  /// From 1, in the file.
  let number: Int

  /// The beginning of the line, for messages.
  var excerpt: String {
    text.count > 60 ? text.prefix(59) + "…" : text
  }

  static func lines(of page: String) -> [PageLine] {
    lines(of: Array(page.utf8))
  }

  static func lines(of page: [UInt8]) -> [PageLine] {
    let markers = BlockMarker.all(in: page)
    var found: [PageLine] = []
    var start = page.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for marker in markers {
      if marker.isOpening {
        found += lines(of: page[start..<marker.range.upperBound], in: page)
      }
      start = marker.isOpening ? marker.range.upperBound : marker.range.lowerBound
    }
    return found + lines(of: page[start...], in: page)
  }

  /// The line of a marker, from 1.
  static func number(of range: Range<Int>, in page: [UInt8]) -> Int {
    1 + page[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }
  }

  private static func lines(of piece: ArraySlice<UInt8>, in page: [UInt8]) -> [PageLine] {
    let first = number(of: piece.startIndex..<piece.startIndex, in: page)
    let lines = piece.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { offset, line in
      let blanks = Array(" \t\r".utf8)
      guard let last = line.lastIndex(where: { !blanks.contains($0) }) else { return nil }
      return PageLine(text: String(decoding: line[...last], as: UTF8.self), number: first + offset)
    }
  }
}
