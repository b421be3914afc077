// SPDX-License-Identifier: MIT

/// Latin letters of every kind to plain ASCII: `ö` to `o`, `ł` to `l`, `ß` to `ss`, `Ａ` to `A`.
///
/// There is no table of accents: Unicode names its letters by their parts
/// ("LATIN SMALL LETTER O WITH STROKE"), so the base letter is read off the name.
enum LatinFolding {
  /// The ASCII spelling of one scalar: `""` for a mark that only changes the letter before it, `nil`
  /// for what is no Latin letter, digit or mark.
  static func ascii(_ scalar: Unicode.Scalar) -> String? {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        ? String(scalar) : nil
    }
    if scalar.properties.generalCategory == .nonspacingMark { return "" }
    guard let name = scalar.properties.name else { return nil }
    return letter(named: name).map { scalar.properties.isLowercase ? $0.lowercased() : $0 }
  }

  private static func letter(named name: String) -> String? {
    var words = name.split(separator: " ")
    if words.first == "FULLWIDTH" { words.removeFirst() }
    if words.first == "DIGIT", let last = words.last { return digits[String(last)] }
    guard words.count >= 4, words[0] == "LATIN",
      ["LETTER", "LIGATURE"].contains(words[2])
    else { return nil }
    let base = words[3...].prefix { $0 != "WITH" }.joined(separator: " ")
    return base.utf8.count == 1 ? base : special[base]
  }

  private static let special = [
    "AE": "AE", "OE": "OE", "SHARP S": "SS", "THORN": "TH", "ETH": "D", "DOTLESS I": "I",
    "DOTLESS J": "J", "LONG S": "S", "ENG": "N", "IJ": "IJ", "DZ": "DZ", "LJ": "LJ", "NJ": "NJ",
    "KRA": "K", "FF": "FF", "FI": "FI", "FL": "FL", "FFI": "FFI", "FFL": "FFL",
  ]

  private static let digits = [
    "ZERO": "0", "ONE": "1", "TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5", "SIX": "6",
    "SEVEN": "7", "EIGHT": "8", "NINE": "9",
  ]
}
