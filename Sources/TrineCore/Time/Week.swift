// SPDX-License-Identifier: MIT

/// A week of ISO 8601, Monday to Sunday, written `2026-W48`.
///
/// The week belongs to the year that holds its Thursday.
public struct Week: Hashable, Sendable, CustomStringConvertible {
  /// Its Monday.
  public let monday: Day

  /// The week that holds a day.
  public init(containing day: Day) {
    monday = day.advanced(by: 1 - day.weekday)
  }

  /// Reads `YYYY-Www`; `nil` when that year has no such week.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 3, parts[1].hasPrefix("W"),
      parts[1].dropFirst().utf8.allSatisfy({ (48...57).contains($0) }),
      let year = Int(parts[0]), let number = Int(parts[1].dropFirst()), number > 0,
      // The fourth of January is always in week 1.
      let inFirstWeek = Day("\(parts[0])-01-04")
    else { return nil }
    let first = Week(containing: inFirstWeek)
    self.init(containing: first.monday.advanced(by: 7 * (number - 1)))
    guard self.year == year, self.number == number else { return nil }
  }

  /// The year the week belongs to, which may differ from its Monday's.
  public var year: Int { monday.advanced(by: 3).year }

  /// 1 to 52 or 53.
  public var number: Int {
    let thursday = monday.advanced(by: 3)
    let newYear = Day(ordinal: Day.ordinal(year: thursday.year, month: 1, day: 1))
    return (thursday.ordinal - newYear.ordinal) / 7 + 1
  }

  /// Its Sunday.
  public var sunday: Day { monday.advanced(by: 6) }

  /// Whether a day falls in it.
  public func contains(_ day: Day) -> Bool {
    (monday...sunday).contains(day)
  }

  /// `2026-W48`.
  public var description: String {
    "\(year)-W\(number < 10 ? "0" : "")\(number)"
  }
}
