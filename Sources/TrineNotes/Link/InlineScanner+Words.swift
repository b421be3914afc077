// SPDX-License-Identifier: MIT

/// What counts as part of a word, where citations and emphasis ask for it.
extension InlineScanner {
  /// Whether a letter or a digit of ASCII ends before a place, or a full stop, which is of a word for pandoc
  /// but where three of them are an ellipsis.
  func isPlainWord(before place: Int) -> Bool {
    let text = bytes[max(start, min(escapeEnd, place))..<place]
    let dots = text.reversed().prefix { $0 == UInt8(ascii: ".") }.count
    if dots % 3 != 0 { return true }
    return place > start && bytes[place - 1] != UInt8(ascii: "_") && Self.isWord(bytes[place - 1])
  }

  /// Whether a letter beyond ASCII ends before a place.
  func isLetter(before place: Int) -> Bool {
    var first = place - 1
    while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
    return first >= start && isLetter(at: first)
  }

  /// Whether pandoc reads a key on at the end of ours: with a letter beyond ASCII, with a mark that letters
  /// or digits follow, or as an address.
  func goesOn(at place: Int) -> Bool {
    if isLetter(at: place) { return true }
    if matches("//", at: place) || matches(":/", at: place) { return true }
    guard place + 1 < end, ":.#$%&-+?<>~/".utf8.contains(bytes[place]) else { return false }
    return isLetter(at: place + 1) || Self.isWord(bytes[place + 1])
  }

  /// Whether a letter beyond ASCII begins at a place.
  func isLetter(at place: Int) -> Bool {
    guard place < end, bytes[place] >= 0x80 else { return false }
    let text = String(decoding: bytes[place..<min(end, place + 4)], as: UTF8.self)
    guard let properties = text.unicodeScalars.first?.properties else { return false }
    return properties.isAlphabetic || properties.numericType != nil
  }

  /// Whether a byte is a letter, a digit or `_`.
  static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: "_")
  }
}
