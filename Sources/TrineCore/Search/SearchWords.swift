// SPDX-License-Identifier: MIT

/// Text as the words it is found by.
///
/// Runs of letters and digits are words. Japanese, Chinese and Korean have no spaces between theirs: a run
/// of their characters becomes its overlapping pairs and its last character, so that `分散学習` is
/// `分散 散学 学習 習`. A run of any length is then found as a phrase of its pairs, and a single character
/// as the beginning of a word (Ogawa and Matsuda, "Overlapping statistical word indexing: a new indexing
/// method for Japanese text", 1997, on pairs). Width, case and accents are taken away first.
public struct SearchWords {
  /// Changes whenever the same text gives other words: then an index must be made anew.
  public static let version = 2

  /// The words, UTF-8, a space behind each.
  public private(set) var bytes: [UInt8] = []
  /// Where each word comes from among the bytes of the text; kept only where asked for.
  public private(set) var places: [Range<Int>] = []

  private let keepsPlaces: Bool
  /// The last scalar of a run of ideographs, which may yet be the first of a pair.
  private var last: (scalar: Unicode.Scalar, place: Range<Int>)?
  /// A kana that the next scalar may voice, or the beginning of a syllable of hangul.
  private var held: (scalar: Unicode.Scalar, place: Range<Int>)?
  private var word: Range<Int>?

  /// Reads a text.
  public init(_ text: String, keepsPlaces: Bool = false) {
    self.init(text[...], keepsPlaces: keepsPlaces)
  }

  /// Reads a part of a text.
  public init(_ text: Substring, keepsPlaces: Bool = false) {
    self.keepsPlaces = keepsPlaces
    bytes.reserveCapacity(text.utf8.count * 3)
    var offset = 0
    for scalar in text.unicodeScalars {
      let end = offset + UTF8.width(scalar)
      read(scalar, offset..<end)
      offset = end
    }
    release()
    endWord()
    endRun()
  }

  /// The words in one string.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

// MARK: - Forms

extension SearchWords {
  private mutating func read(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
    if scalar.isASCII {
      release()
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      (0x41...0x5A).contains(byte)
        ? take(Unicode.Scalar(byte | 0x20), place) : take(scalar, place)
    } else if Self.needsNoForm(scalar) {
      hold(scalar, place)
    } else if let form = SearchForms.shared.form(of: scalar) {
      if form.isEmpty { hold(" ", place) }
      for scalar in form { hold(scalar, place) }
    } else if !(0x300...0x36F).contains(scalar.value) {
      hold(scalar, place)
    }
  }

  /// Most of Japanese: kana without marks, and ideographs.
  private static func needsNoForm(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF: true
    default: false
    }
  }

  private mutating func hold(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
    if let held, let whole = SearchForms.joined(held.scalar, scalar) {
      self.held = (whole, held.place.lowerBound..<place.upperBound)
      return
    }
    release()
    if (0x3041...0x30FF).contains(scalar.value) || SearchForms.beginsSyllable(scalar) {
      held = (scalar, place)
    } else {
      take(scalar, place)
    }
  }

  private mutating func release() {
    guard let held else { return }
    self.held = nil
    take(held.scalar, held.place)
  }
}

// MARK: - Words

extension SearchWords {
  private mutating func take(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
    if Self.isUnspaced(scalar) {
      endWord()
      if let last {
        append(last.scalar)
        append(scalar)
        end(last.place.lowerBound..<place.upperBound)
      }
      last = (scalar, place)
      return
    }
    endRun()
    if Self.isWord(scalar) {
      append(scalar)
      word = (word?.lowerBound ?? place.lowerBound)..<place.upperBound
    } else {
      endWord()
    }
  }

  private mutating func endWord() {
    guard let word else { return }
    end(word)
    self.word = nil
  }

  private mutating func endRun() {
    guard let last else { return }
    append(last.scalar)
    end(last.place)
    self.last = nil
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value))
    } else if (0x800..<0x10000).contains(value) {
      bytes.append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func end(_ place: Range<Int>) {
    bytes.append(0x20)
    if keepsPlaces { places.append(place) }
  }

  /// ASCII letters and digits; of the rest, what has no other form is part of a word.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return true }
    let value = scalar.value
    return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value)
  }

  /// Scripts that put no spaces between words: kana, ideographs, hangul.
  public static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3005...0x3007, 0x3041...0x309F, 0x30A1...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3134F:
      true
    default: false
    }
  }
}
