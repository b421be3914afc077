// SPDX-License-Identifier: MIT

import TrineCore

/// A note's values as the TeX of a bibliography.
///
/// A title's words with capitals inside (`SGD`, `ImageNet`) stand in braces, so that no style lowers them.
enum NoteTeX {
  /// A DOI or an arXiv id as it is; braces, which BibTeX would count, as an address writes them.
  static func verbatim(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x7B || $0 == 0x7D || $0 == 0x5C }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{": result += "%7B"
      case "}": result += "%7D"
      case "\\": result += "%5C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A venue; that of a preprint with its number.
  static func venue(_ venue: String, arxiv: String?) -> String {
    guard venue == "arXiv", let arxiv else { return TeXText.tex(venue) }
    return "arXiv preprint arXiv:\(verbatim(arxiv))"
  }
}

// MARK: - Titles

extension NoteTeX {
  /// A title as TeX with its capitals protected; its formulas stay as they are.
  static func title(_ title: String) -> String {
    guard title.utf8.contains(UInt8(ascii: "$")) else { return words(title) }
    var tex = ""
    for piece in TitleFormulas.pieces(title) {
      switch piece {
      case .text(let text):
        if !tex.isEmpty, text.first == " " { tex += " " }
        let words = words(String(text))
        tex += words
        if !words.isEmpty, text.last == " " { tex += " " }
      case .formula(let formula):
        tex += formula.contains(where: \.isUppercase) ? "{\(formula)}" : formula
      }
    }
    return tex
  }

  private static func words(_ title: String) -> String {
    protected(title) { TeXText.append($0, to: &$1) }
  }

  /// A text whose words with capitals inside stand in braces, each piece written by `write`.
  static func protected(
    _ text: String,
    _ write: (Substring.UTF8View, inout [UInt8]) -> Void
  ) -> String {
    var text = text
    text.makeContiguousUTF8()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for word in text.utf8.split(separator: 0x20) {
      if !bytes.isEmpty { bytes.append(0x20) }
      append(Substring(word), to: &bytes, write)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A word, in braces when a part of it has a capital after its first letter; the punctuation around it
  /// stays outside.
  private static func append(
    _ word: Substring,
    to bytes: inout [UInt8],
    _ write: (Substring.UTF8View, inout [UInt8]) -> Void
  ) {
    guard mayHaveCapitals(word.utf8),
      let first = word.firstIndex(where: isWordCharacter),
      let last = word.lastIndex(where: isWordCharacter),
      hasInnerCapital(word[first...last])
    else { return write(word.utf8, &bytes) }
    write(word[..<first].utf8, &bytes)
    bytes.append(UInt8(ascii: "{"))
    write(word[first...last].utf8, &bytes)
    bytes.append(UInt8(ascii: "}"))
    write(word[word.index(after: last)...].utf8, &bytes)
  }

  /// Whether a capital may stand behind the first byte: kana and kanji have none, and need no closer look.
  private static func mayHaveCapitals(_ word: Substring.UTF8View) -> Bool {
    word.dropFirst().contains { byte in
      switch byte {
      case 0x41...0x5A, 0xC3...0xE2, 0xEA, 0xEF...0xF4: true
      default: false
      }
    }
  }

  private static func hasInnerCapital(_ core: Substring) -> Bool {
    core.split { !isWordCharacter($0) }.contains { $0.dropFirst().contains(where: \.isUppercase) }
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return character.isLetter || character.isNumber }
    return byte.isLetter || byte.isDigit
  }
}

// MARK: - Names

extension NoteTeX {
  /// Names joined by `and`.
  static func names(_ names: [String]) -> String {
    names.map(name).joined(separator: " and ")
  }

  /// A name; in braces when BibTeX would take it apart otherwise than it is meant.
  private static func name(_ name: String) -> String {
    let tex = TeXText.tex(name)
    if isOrdinary(tex.utf8) { return tex }
    let isPlain = AuthorName.list(tex).count == 1 && AuthorName(tex).inverted == tex
    return isPlain ? tex : "{\(tex)}"
  }

  /// Whether a name is `Family, Given` beyond doubt: one comma, one space at a time, no word `and`,
  /// nothing of TeX's or of a script with white space of its own.
  private static func isOrdinary(_ name: String.UTF8View) -> Bool {
    var last: UInt8 = 0x20
    var commas = 0
    var word: [3 of UInt8] = [0, 0, 0]
    var length = 0
    for byte in name {
      switch byte {
      case 0x20:
        if last == 0x20 || isAnd(word, length) { return false }
        length = 0
      case UInt8(ascii: ","):
        commas += 1
        if last == 0x20 || isAnd(word, length) { return false }
        length = 0
      case 0..<0x20, UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "~"),
        0xC2, 0xE1...0xE3:
        return false
      default:
        if last == UInt8(ascii: ",") { return false }
        if length < 3 { word[length] = byte | 0x20 }
        length += 1
      }
      last = byte
    }
    return commas == 1 && last != 0x20 && last != UInt8(ascii: ",") && !isAnd(word, length)
  }

  private static func isAnd(_ word: [3 of UInt8], _ length: Int) -> Bool {
    length == 3 && word[0] == UInt8(ascii: "a") && word[1] == UInt8(ascii: "n")
      && word[2] == UInt8(ascii: "d")
  }
}
