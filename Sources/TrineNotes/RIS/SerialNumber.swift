// SPDX-License-Identifier: MIT

/// Tells an ISBN from an ISSN, for which RIS has one tag.
enum SerialNumber {
  /// The field of a number: `issn` for 8 digits, `isbn` for 10 or 13, of which the last may be an X; `nil`
  /// for what has neither form.
  ///
  /// What stands beside the number, as in `ISSN 0028-0836 (Print)`, is not regarded.
  static func field(_ text: String) -> String? {
    if let field = form(text) { return field }
    return text.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-") }.lazy
      .compactMap { form(String($0)) }.first
  }

  private static func form(_ text: String) -> String? {
    var digits = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != 0x20 }
    if digits.last.map({ $0 | 0x20 }) == UInt8(ascii: "x") {
      digits[digits.count - 1] = UInt8(ascii: "0")
    }
    guard digits.allSatisfy(\.isDigit) else { return nil }
    return switch digits.count {
    case 8: "issn"
    case 10, 13: "isbn"
    default: nil
    }
  }
}
