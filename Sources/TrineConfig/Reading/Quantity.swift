// SPDX-License-Identifier: MIT

import TrineCore

/// A kind of quantity: a number with a unit, `50 us` or `1 GB/s`.
struct Quantity: Sendable {
  /// A unit and what one of it is in the quantity's base, as `multiplier / divisor`.
  ///
  /// Small units divide, so that `50 us` is the very Double that 5e-05 is.
  struct Unit: Sendable {
    let names: [String]
    var multiplier = 1.0
    var divisor = 1.0
    /// Whether Trine itself writes it.
    var isWritten = true

    /// So many of this unit in the base.
    func value(_ number: Double) -> Double { number * multiplier / divisor }

    /// How many of this unit a value is.
    func number(_ value: Double) -> Double { value * divisor / multiplier }
  }

  /// What it is, as messages name it.
  let noun: String
  let example: String
  /// The unit that values are kept in.
  let base: String
  /// All units, from small to large.
  let units: [Unit]

  /// Seconds.
  static let duration = Quantity(
    noun: "a duration",
    example: "50 us",
    base: "s",
    units: [
      Unit(names: ["ns"], divisor: 1e9),
      Unit(names: ["us", "\u{B5}s", "\u{3BC}s"], divisor: 1e6),
      Unit(names: ["ms"], divisor: 1e3), Unit(names: ["s"]), Unit(names: ["min"], multiplier: 60),
    ]
  )

  /// Bytes.
  static let size = Quantity(noun: "a size", example: "1 MB", base: "B", units: bytes(""))

  /// Bytes a second.
  static let rate = Quantity(
    noun: "a rate",
    example: "1 GB/s",
    base: "B/s",
    units: bytes("/s") + [
      Unit(names: ["Mbit/s"], multiplier: 1e6 / 8, isWritten: false),
      Unit(names: ["Gbit/s"], multiplier: 1e9 / 8, isWritten: false),
    ]
  )

  private static func bytes(_ suffix: String) -> [Unit] {
    [
      Unit(names: ["B" + suffix]), Unit(names: ["kB" + suffix, "KB" + suffix], multiplier: 1e3),
      Unit(names: ["MB" + suffix], multiplier: 1e6), Unit(names: ["GB" + suffix], multiplier: 1e9),
      Unit(names: ["KiB" + suffix], multiplier: 1024),
      Unit(names: ["MiB" + suffix], multiplier: 1024 * 1024),
      Unit(names: ["GiB" + suffix], multiplier: 1024 * 1024 * 1024),
    ]
  }
}

// MARK: - Writing

extension Quantity {
  /// The value with the unit in which it is shortest and reads back as the same Double.
  func text(_ value: Double) -> String {
    let candidates = units.filter(\.isWritten).flatMap { unit in
      [1.0, 1000].map { decimals in
        (unit: unit, number: (unit.number(value) * decimals).rounded() / decimals)
      }
    }
    let exact = candidates.filter { $0.number >= 1 && $0.unit.value($0.number) == value }
      .map { (number: Self.short($0.number), name: $0.unit.names[0]) }
    guard let best = exact.min(by: { $0.number.utf8.count < $1.number.utf8.count }) else {
      return "\(Self.short(value)) \(base)"
    }
    return "\(best.number) \(best.name)"
  }

  private static func short(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
