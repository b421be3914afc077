// SPDX-License-Identifier: MIT

public import FoundationEssentials

/// An id that stays unique when catalogs meet: 48 bits of milliseconds and 80 random bits in 26
/// characters of Crockford's base 32, so that ids sort by time (github.com/ulid/spec).
public struct ULID: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The 26 characters.
  public let description: String

  /// A new id for a moment.
  public init(at date: Date = Date()) {
    let milliseconds = UInt64(max(0, date.timeIntervalSince1970) * 1000) & 0xFFFF_FFFF_FFFF
    let time = Self.base32(UInt128(milliseconds), count: 10)
    let high = UInt128(UInt16.random(in: .min ... .max)) << 64
    description = time + Self.base32(high | UInt128(UInt64.random(in: .min ... .max)), count: 16)
  }

  private static func base32(_ value: UInt128, count: Int) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    return String((0..<count).reversed().map { alphabet[Int((value >> (5 * $0)) & 31)] })
  }
}
