// SPDX-License-Identifier: MIT

/// One way of writing kana for all that follows: hiragana, composed, without half-width forms.
enum KanaSpelling {
  /// Whether a scalar is hiragana, katakana of either width, or a mark that belongs to them.
  static func isKana(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x3096, 0x3099...0x309A, 0x309D...0x309E, 0x30A1...0x30FA, 0x30FC...0x30FE,
      0xFF66...0xFF9F:
      true
    default: false
    }
  }

  /// The text with half-width and full-width katakana as hiragana, sound marks joined to their kana
  /// and iteration marks (ゝ, ヾ) written out; `ー` stays.
  static func hiragana(_ text: String) -> String {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      let plain = fullWidth(scalar)
      switch plain.value {
      case 0x3099, 0x309A: sound(plain, onto: &result)
      case 0x309D, 0x30FD: if let last = result.last { result.append(last) }
      case 0x309E, 0x30FE:
        if let last = result.last { result.append(last) }
        sound("\u{3099}", onto: &result)
      case 0x30A1...0x30F6: result.append(shifted(plain, by: -0x60))
      default: result.append(plain)
      }
    }
    return String(String.UnicodeScalarView(result))
  }

  private static func fullWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF66...0xFF9F).contains(scalar.value) else { return scalar }
    return halfWidthOrder[Int(scalar.value) - 0xFF66]
  }

  /// Joins (han)dakuten to the kana before it: か + ゛ is が, は + ゜ is ぱ, う + ゛ is ゔ.
  private static func sound(_ mark: Unicode.Scalar, onto result: inout [Unicode.Scalar]) {
    guard let last = result.last else { return }
    switch (last, mark) {
    case ("う", "\u{3099}"): result[result.count - 1] = "ゔ"
    case (_, "\u{3099}") where voiceable.contains(last):
      result[result.count - 1] = shifted(last, by: 1)
    case (_, "\u{309A}") where "はひふへほ".unicodeScalars.contains(last):
      result[result.count - 1] = shifted(last, by: 2)
    default: break
    }
  }

  private static func shifted(_ scalar: Unicode.Scalar, by offset: Int) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(Int(scalar.value) + offset)) ?? scalar
  }

  private static let voiceable = Set("かきくけこさしすせそたちつてとはひふへほ".unicodeScalars)

  /// U+FF66 to U+FF9F in order, as Unicode lists them.
  private static let halfWidthOrder = Array(
    ("ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
      + "ハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}").unicodeScalars
  )
}
