// SPDX-License-Identifier: MIT

/// A text as its lines, without their ends: LF and CRLF alike, a byte order mark dropped.
///
/// Lines end where editors say they do, at LF; the form feeds and separators of Unicode end none, so
/// that line numbers agree with every editor.
struct TextLines {
  let lines: [Substring]

  init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    var start = hasMark ? 3 : 0
    var lines: [Substring] = []
    for end in start...bytes.count where end == bytes.count || bytes[end] == Self.newline {
      let last = end > start && bytes[end - 1] == Self.carriageReturn ? end - 1 : end
      let first = text.utf8.index(text.startIndex, offsetBy: start)
      lines.append(text[first..<text.utf8.index(first, offsetBy: last - start)])
      start = end + 1
    }
    self.lines = lines
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

extension StringProtocol {
  /// Without spaces and tabs, those of full width too, at both ends.
  ///
  /// Scalars are looked at, not characters: a mark over a space, as a lone `ﾞ` is, is no white space.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isSpace }),
      let last = scalars.lastIndex(where: { !$0.isSpace })
    else { return "" }
    return String(self[first..<scalars.index(after: last)])
  }

  /// Whether the bytes of a word are in it: all of `contains` that ASCII needs, many times as fast.
  func hasBytes(of word: String) -> Bool {
    var word = word.utf8[...]
    guard let first = word.popFirst() else { return true }
    var rest = utf8[...]
    while let place = rest.firstIndex(of: first) {
      rest = rest[rest.index(after: place)...]
      if rest.starts(with: word) { return true }
    }
    return false
  }

  /// Whether there is nothing but white space.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.isSpace) }
}
