// SPDX-License-Identifier: MIT

extension String {
  /// The text as it may reach a terminal, with U+FFFD in the place of every control character.
  ///
  /// An escape in somebody else's title could move the cursor, or colour all that follows. Line breaks
  /// stay.
  var withoutControls: String {
    guard !isPlain, unicodeScalars.contains(where: Self.isControl) else { return self }
    return String(
      String.UnicodeScalarView(unicodeScalars.map { Self.isControl($0) ? "\u{FFFD}" : $0 })
    )
  }

  /// Whether it is made of the letters, digits and signs of ASCII alone, spaces included.
  var isPlain: Bool {
    let bytes = utf8.span
    for index in bytes.indices where !(0x20..<0x7F).contains(bytes[index]) { return false }
    return true
  }

  /// Those of ASCII and of ISO 6429 (C0 and C1), and delete.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0...0x1F, 0x7F...0x9F: true
    default: false
    }
  }
}
