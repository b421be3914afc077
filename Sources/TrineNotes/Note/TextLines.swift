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
    var rest = Substring(text)
    if rest.unicodeScalars.first == "\u{FEFF}" {
      rest = Substring(rest.unicodeScalars.dropFirst())
    }
    lines = rest.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)
    }
  }
}

extension StringProtocol {
  /// Without spaces and tabs, those of full width too, at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
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
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
