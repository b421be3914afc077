// SPDX-License-Identifier: MIT

extension Double {
  /// The number with exactly `decimals` digits after the point, rounded half away from zero:
  /// `0.875.fixed(2)` is `0.88`.
  public func fixed(_ decimals: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return "\(self)" }
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 9e18 else { return "\(self)" }
    let digits = String(Int64(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// The number with about four significant digits, for tables: `0.8812`, `12.35`, `21,904`.
  public var brief: String {
    switch magnitude {
    case 1e15...: "\(self)"
    case 1000...: Int64(rounded()).grouped
    case 100...: fixed(1)
    case 10...: fixed(2)
    case 0.001...: fixed(4)
    case 0: "0"
    default: scientific
    }
  }

  /// One digit, a point, two digits and the power of ten: `3.20e-07`.
  private var scientific: String {
    guard isFinite else { return "\(self)" }
    var exponent = 0
    var mantissa = magnitude
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    if mantissa.fixed(2) == "10.00" {
      mantissa = 1
      exponent += 1
    }
    let power = exponent > -10 ? "0\(-exponent)" : "\(-exponent)"
    return "\(self < 0 ? "-" : "")\(mantissa.fixed(2))e-\(power)"
  }
}

extension FixedWidthInteger {
  /// The number before a noun in its right form: `1 rank`, `2 ranks`.
  public func counted(_ noun: String) -> String {
    "\(grouped) \(noun)\(self == 1 ? "" : "s")"
  }

  /// The number with commas between thousands: `1,204,224`.
  public var grouped: String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
