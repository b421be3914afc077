// SPDX-License-Identifier: MIT

public import FoundationEssentials

/// A day of the calendar without a time, written `2026-11-23`.
public struct Day: Hashable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  let ordinal: Int

  init(ordinal: Int) {
    self.ordinal = ordinal
  }

  /// Reads `YYYY-MM-DD`; `nil` when it is no day of the Gregorian calendar.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10,
      bytes.indices.allSatisfy({ index in
        index == 4 || index == 7 ? bytes[index] == 0x2D : (0x30...0x39).contains(bytes[index])
      })
    else { return nil }
    let digits = bytes.map { Int($0) - 0x30 }
    let year = digits[..<4].reduce(0) { 10 * $0 + $1 }
    let (month, day) = (10 * digits[5] + digits[6], 10 * digits[8] + digits[9])
    let ordinal = Self.ordinal(year: year, month: month, day: day)
    guard (1...12).contains(month), Self.civil(ordinal) == (year, month, day) else { return nil }
    self.ordinal = ordinal
  }

  /// The day on which `date` falls in a time zone.
  public init(_ date: Date, in timeZone: TimeZone) {
    let seconds = date.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: date))
    ordinal = Int((seconds / 86_400).rounded(.down))
  }

  /// The Gregorian year.
  public var year: Int { Self.civil(ordinal).year }

  /// `2026-11-23`.
  public var description: String {
    let (year, month, day) = Self.civil(ordinal)
    func padded(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)"
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The day `count` days later.
  public func advanced(by count: Int) -> Day {
    Day(ordinal: ordinal + count)
  }

  /// Monday is 1, Sunday is 7, as in ISO 8601.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let remainder = (ordinal + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }
}

// MARK: - Comparable, Codable

extension Day: Comparable {
  /// By time.
  public static func < (left: Day, right: Day) -> Bool {
    left.ordinal < right.ordinal
  }
}

extension Day: CodedAsText {
  /// For messages.
  public static var wantedText: String { "a day such as 2026-11-23" }
}

// MARK: - The Gregorian calendar
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil, civil_from_days.

extension Day {
  static func ordinal(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func civil(_ ordinal: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = ordinal + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }
}
