// SPDX-License-Identifier: MIT

/// The form a character has for search: half width, lower case, without marks, by Unicode's
/// compatibility mappings (NFKC with case folding, Unicode Standard Annex 15).
struct SearchForms: Sendable {
  /// The scalars that have another form, ascending.
  private var scalars: [UInt32] = []
  /// Where the form of each begins among all forms, and behind them where the last one ends.
  private var starts: [Int] = [0]
  private var forms: [Unicode.Scalar] = []

  /// All forms, read once.
  static let shared = SearchForms()

  /// Reads the table's bytes: hexadecimal digits, dots within an entry, spaces and line ends between.
  private init() {
    var value: UInt32 = 0
    var isForm = false
    Self.table.withUTF8Buffer { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte & 0xF)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 87)
        default:
          guard value > 0 else { continue }
          take(value, isForm)
          isForm = byte == UInt8(ascii: ".")
          if !isForm { starts.append(forms.count) }
          value = 0
        }
      }
    }
  }

  private mutating func take(_ value: UInt32, _ isForm: Bool) {
    guard isForm else { return scalars.append(value) }
    if let scalar = Unicode.Scalar(value) { forms.append(scalar) }
  }

  /// The form of a scalar, empty for one that is no part of a word; `nil` when it is its own.
  func form(of scalar: Unicode.Scalar) -> ArraySlice<Unicode.Scalar>? {
    var (low, high) = (0, scalars.count)
    while low < high {
      let middle = (low + high) / 2
      if scalars[middle] < scalar.value { low = middle + 1 } else { high = middle }
    }
    guard low < scalars.count, scalars[low] == scalar.value else { return nil }
    return forms[starts[low]..<starts[low + 1]]
  }
}

// MARK: - Composition

extension SearchForms {
  /// Two scalars that are one when they follow one another: a kana with its mark of voicing, and the
  /// letters of a syllable of hangul.
  static func joined(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    switch second.value {
    case 0x3099, 0x309A: voiced(first, second)
    case 0x1161...0x1175, 0x11A8...0x11C2: syllable(first, second)
    default: nil
    }
  }

  /// Whether a scalar is the first letter of a syllable of hangul, or a syllable that may have a last one.
  static func beginsSyllable(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x1112).contains(scalar.value) || isOpenSyllable(scalar)
  }

  private static func isOpenSyllable(_ scalar: Unicode.Scalar) -> Bool {
    (0xAC00...0xD7A3).contains(scalar.value) && (scalar.value - 0xAC00).isMultiple(of: 28)
  }

  /// Hangul is composed by arithmetic (Unicode Standard, section 3.12).
  private static func syllable(
    _ first: Unicode.Scalar,
    _ second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    if second.value < 0x11A8 {
      guard (0x1100...0x1112).contains(first.value) else { return nil }
      let syllable = (first.value - 0x1100) * 21 + second.value - 0x1161
      return Unicode.Scalar(0xAC00 + syllable * 28)
    }
    return isOpenSyllable(first) ? Unicode.Scalar(first.value + second.value - 0x11A7) : nil
  }
}

// MARK: - Kana

extension SearchForms {
  /// A kana with the mark of voicing (U+3099) or half voicing (U+309A) that follows it.
  private static func voiced(_ kana: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    let isKatakana = kana.value >= 0x30A0
    guard let hiragana = Unicode.Scalar(isKatakana ? kana.value - 0x60 : kana.value),
      let distance = distance(hiragana, mark)
    else { return nil }
    return Unicode.Scalar(kana.value + distance)
  }

  private static func distance(_ hiragana: Unicode.Scalar, _ mark: Unicode.Scalar) -> UInt32? {
    let both = "はひふへほ".unicodeScalars
    guard mark.value == 0x3099 else { return both.contains(hiragana) ? 2 : nil }
    if hiragana == "う" { return 0x4E }
    let others = "かきくけこさしすせそたちつてとゝ".unicodeScalars
    return both.contains(hiragana) || others.contains(hiragana) ? 1 : nil
  }
}
