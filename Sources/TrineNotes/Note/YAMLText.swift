// SPDX-License-Identifier: MIT

/// Writes texts as YAML scalars.
enum YAMLText {
  /// Between double quotes, with everything escaped that YAML wants escaped.
  ///
  /// A byte order mark before the text is left out: it means nothing there, and readers drop it.
  static func quoted(_ text: String) -> String {
    if text.utf8.allSatisfy(needsNoEscape) { return "\"\(text)\"" }
    return "\"" + text.unicodeScalars.drop { $0 == "\u{FEFF}" }.map(escaped).joined() + "\""
  }

  /// Whether a byte stands for itself wherever it stands: kana and kanji do, and most of ASCII.
  private static func needsNoEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20, 0x7F, 0xC2, 0xE2, 0xEF: false
    default: true
    }
  }

  /// Plain where the text is a simple word, else quoted.
  static func word(_ text: String) -> String {
    isSimple(text) ? text : quoted(text)
  }

  private static func isSimple(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic,
      !reserved.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./ー".unicodeScalars.contains($0)
    }
  }

  /// What YAML 1.1 takes for a truth value or nothing.
  private static let reserved: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null",
  ]

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    default: isPrintable(scalar) ? String(scalar) : hexadecimal(scalar)
    }
  }

  /// YAML's printable characters, less the line breaks it counts beside LF and the byte order mark.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
