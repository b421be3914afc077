// SPDX-License-Identifier: MIT

extension String {
  /// Columns the text takes in a terminal: two for wide East Asian characters and emoji, none for
  /// combining marks (Unicode Standard Annex #11).
  var displayWidth: Int {
    isPlain ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The text cut to `width` columns, with an ellipsis where something was cut.
  func truncated(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var used = 0
    let kept = prefix { character in
      used += String(character).displayWidth
      return used < width
    }
    return kept + "…"
  }

  /// The text with spaces after it up to `width` columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    guard !isASCII else { return 1 }
    // Kana without its marks, and kanji: asking for their category takes most of the time.
    if (0x3041...0x3096).contains(value) || (0x30A1...0x30FA).contains(value)
      || (0x4E00...0x9FFF).contains(value)
    {
      return 2
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }

  /// The blocks that are wide as a whole.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
