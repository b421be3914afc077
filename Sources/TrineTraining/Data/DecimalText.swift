// SPDX-License-Identifier: MIT

/// Reads decimal numbers out of bytes, most of them without making a string.
enum DecimalText {
  /// The number some bytes spell, `nil` when they spell none or one that no float can hold.
  ///
  /// A number of at most 15 digits and a power of ten up to 22 is a quotient or product of two exact
  /// doubles, so that one rounding gives the nearest (W. Clinger: How to read floating point numbers
  /// accurately, 1990). The rest goes through the standard library.
  static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    fastValue(bytes, range) ?? slowValue(bytes, range)
  }

  private static func fastValue(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var position = range.lowerBound
    let sign = sign(bytes, &position, range.upperBound)
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
        break
      }
      position += 1
    }
    guard digits > 0, let exponent = exponent(bytes, position..<range.upperBound) else {
      return nil
    }
    let power = exponent - (digits - (decimals ?? digits))
    guard abs(power) < powers.count else { return nil }
    let value = Double(sign * mantissa)
    guard mantissa > 0 else { return sign < 0 ? -0.0 : 0 }
    return power < 0 ? value / powers[-power] : value * powers[power]
  }

  /// Steps over a sign.
  private static func sign(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int {
    guard position < end else { return 1 }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    return isNegative ? -1 : 1
  }

  /// The exponent that is all the rest of a number: `e-05`, or 0 where nothing is left.
  private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return 0 }
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = range.lowerBound + 1
    let sign = sign(bytes, &position, range.upperBound)
    guard (1...3).contains(range.upperBound - position) else { return nil }
    var value = 0
    while position < range.upperBound {
      guard (48...57).contains(bytes[position]) else { return nil }
      value = value * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return sign * value
  }

  private static func slowValue(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    // What else the standard library reads, such as 0x1p3 and nan, is not decimal.
    for position in range where !spelling.contains(bytes[position]) { return nil }
    let text = TextLine.text(bytes, range)
    guard let value = Double(text), Float(value).isFinite else { return nil }
    return value
  }

  private static let spelling = Array("+-.0123456789Ee".utf8)

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
