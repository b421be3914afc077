// SPDX-License-Identifier: MIT

/// Text of people who write TeX where plain text is asked for.
public enum TeXReading {
  /// The text with TeX's accents, dashes and quotes in Unicode; formulas stay.
  ///
  /// Other than in BibTeX, a `~` stands for "about": it is a space in TeX alone.
  public static func text(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) || text.utf8.contains(UInt8(ascii: "{")) else {
      return text
    }
    // A character of private use takes its place; `\~n` is an accent.
    var kept = ""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      kept.unicodeScalars.append(scalar == "~" && last != "\\" ? "\u{F8FF}" : scalar)
      last = scalar
    }
    let read = TeXText.unicode(kept)
    return String(
      String.UnicodeScalarView(read.unicodeScalars.map { $0 == "\u{F8FF}" ? "~" : $0 })
    )
  }
}
