// SPDX-License-Identifier: MIT

/// Stretches within a paragraph that are no text: bare addresses, HTML tags and formulas.
///
/// Each function gives the place behind such a stretch, or `nil` where none begins.
extension InlineScanner {
  /// The end of an address, `https://example.org/@name`, whose `://` stands at a place: white space,
  /// brackets, and the punctuation of Japanese end it.
  func endOfAddress(at place: Int) -> Int? {
    guard place > start, Self.isLetter(bytes[place - 1]), matches("://", at: place) else {
      return nil
    }
    var offset = place + 3
    while offset < end, bytes[offset] > 0x20, !"<>[]()\"`".utf8.contains(bytes[offset]),
      !isWidePunctuation(at: offset)
    {
      offset += 1
    }
    return offset
  }

  /// U+3000 to U+303F, or the full width of ASCII's marks and what follows it.
  private func isWidePunctuation(at place: Int) -> Bool {
    guard place + 1 < end else { return false }
    return (bytes[place] == 0xE3 && bytes[place + 1] == 0x80)
      || (bytes[place] == 0xEF && (0xBC...0xBD).contains(bytes[place + 1]))
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}

// MARK: - Tags

extension InlineScanner {
  /// The end of an HTML tag that opens at a place (CommonMark 0.31, section 6.6).
  func endOfTag(at place: Int) -> Int? {
    var offset = place + 1
    let isClosing = offset < end && bytes[offset] == UInt8(ascii: "/")
    if isClosing { offset += 1 }
    guard offset < end, Self.isLetter(bytes[offset]) else { return nil }
    offset = skip(from: offset) { Self.isWord($0) || $0 == UInt8(ascii: "-") }
    while !isClosing, let next = endOfAttribute(at: offset) { offset = next }
    offset = skip(from: offset, Self.isSpace)
    if !isClosing, offset < end, bytes[offset] == UInt8(ascii: "/") { offset += 1 }
    return offset < end && bytes[offset] == UInt8(ascii: ">") ? offset + 1 : nil
  }

  /// The end of white space, a name and perhaps `=` and a value.
  private func endOfAttribute(at place: Int) -> Int? {
    let first = skip(from: place, Self.isSpace)
    guard first > place, first < end,
      Self.isLetter(bytes[first]) || "_:".utf8.contains(bytes[first])
    else { return nil }
    let name = skip(from: first) { Self.isWord($0) || ".:-".utf8.contains($0) }
    let sign = skip(from: name, Self.isSpace)
    guard sign < end, bytes[sign] == UInt8(ascii: "=") else { return name }
    return endOfValue(at: skip(from: sign + 1, Self.isSpace))
  }

  private func endOfValue(at place: Int) -> Int? {
    guard place < end else { return nil }
    if bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'") {
      return bytes[(place + 1)..<end].firstIndex(of: bytes[place]).map { $0 + 1 }
    }
    let close = skip(from: place) { $0 > 0x20 && !"\"'=<>`".utf8.contains($0) }
    return close > place ? close : nil
  }

  private func skip(from place: Int, _ isPart: (UInt8) -> Bool) -> Int {
    bytes[min(place, end)..<end].firstIndex { !isPart($0) } ?? end
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

// MARK: - Formulas

extension InlineScanner {
  /// The end of `$…$` or `$$…$$` that opens at a place, by pandoc's rules (`tex_math_dollars`): no white
  /// space inside a dollar, and no digit behind the last one.
  func endOfFormula(at place: Int) -> Int? {
    if matches("$$", at: place) {
      return find("$$", from: place + 2).map { $0 + 2 }
    }
    guard place + 1 < end, !Self.isSpace(bytes[place + 1]) else { return nil }
    return (place + 1..<end).first(where: closesFormula).map { $0 + 1 }
  }

  private func closesFormula(at place: Int) -> Bool {
    guard bytes[place] == UInt8(ascii: "$"), !Self.isSpace(bytes[place - 1]),
      bytes[place - 1] != UInt8(ascii: "\\")
    else { return false }
    return place + 1 == end || !(0x30...0x39).contains(bytes[place + 1])
  }
}
