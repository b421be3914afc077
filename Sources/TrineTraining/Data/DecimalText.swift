// SPDX-License-Identifier: MIT

/// Reads decimal numbers out of bytes, most of them without making a string.
enum DecimalText {
  /// The number some bytes spell, `nil` when they spell none or one too large for a float.
  ///
  /// A number of at most 15 digits and a power of ten up to 22 is a quotient or product of two exact
  /// doubles, so that one rounding gives the nearest (W. Clinger: How to read floating point numbers
  /// accurately, 1990). The rest goes through the standard library.
  static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    fastValue(bytes, range) ?? slowValue(bytes, range)
  }

  private static func fastValue(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var position = range.lowerBound
    guard position < range.upperBound else { return nil }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var mantissa = 0
    var digits = 0
    var decimals: Int?
    while position < range.upperBound {
      let byte = bytes[position]
      if byte == UInt8(ascii: "."), decimals == nil {
        decimals = digits
      } else if byte >= 48, byte <= 57, digits < 15 {
        mantissa = mantissa * 10 + Int(byte - 48)
        digits += 1
      } else {
        return nil
      }
      position += 1
    }
    guard digits > 0 else { return nil }
    let value = Double(mantissa) / powers[digits - (decimals ?? digits)]
    return isNegative ? -value : value
  }

  private static func slowValue(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    let text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    guard let value = Double(text), Float(value).isFinite else { return nil }
    return value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
