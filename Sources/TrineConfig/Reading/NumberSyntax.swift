// SPDX-License-Identifier: MIT

/// What a plain scalar is as a number.
///
/// Only decimal numbers count. YAML 1.1 and 1.2 disagree about `010`, and octal, hexadecimal and `_`
/// have no use in an experiment, so each of them is refused with the decimal spelling as the fix.
enum NumberSyntax: Equatable {
  /// A whole number, also one written `1e3` or `2.0`.
  case whole(Int)
  /// A number with a fraction.
  case fraction(Double)
  /// A number that neither `Int` nor `Double` can hold.
  case tooLarge
  /// A number in a notation Trine does not read; its decimal spelling, where that is certain.
  case notDecimal(String?)
  /// No number at all.
  case none

  init(_ text: String) {
    self = Self.decimal(text) ?? Self.special(text)
  }

  /// Whether it is a number that Trine reads.
  var isNumber: Bool {
    switch self {
    case .whole, .fraction, .tooLarge: true
    case .notDecimal, .none: false
    }
  }

  private static func decimal(_ text: String) -> NumberSyntax? {
    let unsigned = text.drop { "+-".contains($0) }
    guard text.count - unsigned.count <= 1, unsigned.contains(where: \.isASCIIDigit),
      unsigned.allSatisfy({ $0.isASCIIDigit || "+-.eE".contains($0) })
    else { return nil }
    if unsigned.allSatisfy(\.isASCIIDigit) {
      guard unsigned.count == 1 || !unsigned.hasPrefix("0") else { return .notDecimal(nil) }
      return Int(text).map(NumberSyntax.whole) ?? .tooLarge
    }
    guard let value = Double(text) else { return nil }
    guard value.isFinite else { return .tooLarge }
    return Int(exactly: value).map(NumberSyntax.whole) ?? .fraction(value)
  }

  private static func special(_ text: String) -> NumberSyntax {
    let bare = text.filter { $0 != "_" }
    if bare != text, !bare.isEmpty, decimal(bare) != nil { return .notDecimal(bare) }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where bare.hasPrefix(prefix) {
      guard let value = Int(bare.dropFirst(2), radix: radix) else { continue }
      return .notDecimal(String(value))
    }
    let word = text.drop { "+-".contains($0) }.lowercased()
    return [".inf", ".nan", "inf", "nan"].contains(word) ? .notDecimal(nil) : .none
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
