// SPDX-License-Identifier: MIT

import TrineCore

/// What an experiment may be called, since its runs' folders and cards carry its name.
enum ExperimentName {
  /// The rule in words.
  static let rule = "letters, digits, '-', '_' and '.', beginning with a letter, a digit or '_'"

  /// File systems take 255 bytes; the run's number and an extension follow the name.
  private static let longest = 200

  /// Whether file names can carry it everywhere: letters and digits of any script.
  static func isValid(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, name.utf8.count <= longest else { return false }
    return first != "." && first != "-" && name.unicodeScalars.allSatisfy(isAllowed)
  }

  /// What to do about a name that is not valid.
  static func fix(for name: String) -> String {
    guard name.utf8.count <= longest else { return "use \(longest) bytes of text or fewer" }
    let allowed = name.unicodeScalars.map { isAllowed($0) ? Character($0) : "-" }
    let suggestion = String(allowed.drop { ".-".contains($0) })
    return isValid(suggestion) ? "call it '\(suggestion)'" : "choose another name"
  }

  /// The name of an experiment whose file does not say one: the file's own, without its extension.
  static func fallback(for file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
    return String(last[..<dot])
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      true
    default: "-_.".unicodeScalars.contains(scalar)
    }
  }
}
