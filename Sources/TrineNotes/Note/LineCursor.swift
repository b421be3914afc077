// SPDX-License-Identifier: MIT

/// A place in a line of Markdown that goes from marker to marker, counted in columns: a tab goes on to the
/// next multiple of four (CommonMark 0.31, section 2.2).
struct LineCursor {
  private let bytes: Substring.UTF8View
  private var column = 0
  /// The first byte from here on that is no space and no tab, and its column.
  private var next: Substring.Index
  private var nextColumn = 0
  /// Where the last look for a thematic break met a byte that is of none, so that nothing before that
  /// need be looked at again.
  private var noRuleBefore: Substring.Index

  init(_ line: Substring) {
    bytes = line.utf8
    (next, noRuleBefore) = (bytes.startIndex, bytes.startIndex)
    skipSpace()
  }

  /// The columns of white space before what comes next.
  var indent: Int { nextColumn - column }

  /// Whether nothing but white space comes.
  var isBlank: Bool { next == bytes.endIndex }

  /// What comes behind the white space, to the line's end.
  var content: Substring { Substring(bytes[next...]) }

  /// The first byte behind the white space.
  var first: UInt8? { isBlank ? nil : bytes[next] }

  /// Goes over columns of white space, of which there are as many.
  mutating func skip(columns: Int) {
    column += columns
  }

  /// Goes over white space and the bytes of a marker behind it.
  mutating func take(_ count: Int) {
    next = bytes.index(next, offsetBy: count)
    nextColumn += count
    column = nextColumn
    skipSpace()
  }

  private mutating func skipSpace() {
    while next < bytes.endIndex {
      switch bytes[next] {
      case UInt8(ascii: " "): nextColumn += 1
      case UInt8(ascii: "\t"): nextColumn += 4 - nextColumn % 4
      default: return
      }
      next = bytes.index(after: next)
    }
  }
}

// MARK: - Markers

extension LineCursor {
  /// Whether a line across the page comes: three or more of one mark and white space (section 4.1).
  mutating func isAtThematicBreak() -> Bool {
    guard let mark = first, "-*_".utf8.contains(mark), next >= noRuleBefore else { return false }
    var count = 0
    var place = next
    while place < bytes.endIndex {
      if bytes[place] == mark {
        count += 1
      } else if bytes[place] != UInt8(ascii: " "), bytes[place] != UInt8(ascii: "\t") {
        noRuleBefore = place
        return false
      }
      place = bytes.index(after: place)
    }
    return count >= 3
  }

  /// Whether the line is what makes a heading of the paragraph above it (section 4.3).
  var isSetextUnderline: Bool {
    guard let mark = first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else {
      return false
    }
    return bytes[next...].drop { $0 == mark }.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The bytes of the marker of a list item that comes (section 5.2); `nil` where none does.
  /// - Parameter interrupts: Whether it would end a paragraph, which an empty item and a number other than
  ///   1 do not.
  /// - Returns: their number.
  func itemMarker(interrupts: Bool) -> Int? {
    let digits = bytes[next...].prefix(10).prefix { (0x30...0x39).contains($0) }
    guard digits.count <= 9, digits.endIndex < bytes.endIndex,
      (digits.isEmpty ? "-*+" : ".)").utf8.contains(bytes[digits.endIndex])
    else { return nil }
    var after = self
    after.take(digits.count + 1)
    guard after.isBlank || after.indent > 0 else { return nil }
    if interrupts {
      let isFirst = digits.isEmpty || Int(Substring(digits)) == 1
      guard isFirst, !after.isBlank else { return nil }
    }
    return digits.count + 1
  }

  /// The bytes of the marker of a footnote that comes, as pandoc reads it; `nil` where none does.
  var footnoteMarker: Int? {
    guard bytes[next...].starts(with: "[^".utf8) else { return nil }
    let label = bytes[next...].prefix { $0 != UInt8(ascii: "]") && $0 > 0x20 }
    guard label.count > 2, bytes[label.endIndex...].starts(with: "]:".utf8) else { return nil }
    return label.count + 2
  }
}
