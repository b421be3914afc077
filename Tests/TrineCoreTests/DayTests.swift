// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

struct DayTests {
  /// Foundation's calendar, in a zone without surprises.
  private static let gregorian: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  @Test("thousands of days have the date and weekday that Foundation gives them")
  func againstFoundation() throws {
    // 1899-12-30 to 2119-01-25, over two centuries' ends.
    for ordinal in -25_570..<54_430 {
      let date = Date(timeIntervalSince1970: Double(ordinal) * 86_400 + 43_200)
      let parts = Self.gregorian.dateComponents([.year, .month, .day, .weekday], from: date)
      let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
      let made = Day(date, in: .gmt)
      // Sunday is 1 for Foundation and 7 for ISO 8601.
      guard made.description == text, Day(text) == made, made.year == year,
        made.weekday % 7 + 1 == parts.weekday
      else {
        Issue.record("\(made), weekday \(made.weekday), should be \(text)")
        return
      }
    }
  }

  @Test("a moment falls on different days in different zones")
  func timeZones() throws {
    let date = try Date("2026-03-28T23:30:00Z", strategy: .iso8601)
    let zones = try ["Asia/Tokyo", "UTC", "America/New_York"].map {
      try #require(TimeZone(identifier: $0))
    }
    let days = zones.map { Day(date, in: $0).description }
    #expect(days == ["2026-03-29", "2026-03-28", "2026-03-28"])
  }

  @Test("a day before 1970 begins at midnight, too")
  func beforeTheEpoch() {
    #expect(Day(Date(timeIntervalSince1970: -1), in: .gmt).description == "1969-12-31")
    #expect(Day(Date(timeIntervalSince1970: -86_400), in: .gmt).description == "1969-12-31")
    #expect(Day(Date(timeIntervalSince1970: -86_401), in: .gmt).description == "1969-12-30")
  }

  @Test(
    "what is no day is refused",
    arguments: [
      "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "26-01-01", "",
      "2026-11-23 ", "2026/11/23", "+026-01-01", "２０２６-01-01", "2026-11-00", "1900-02-29",
    ]
  )
  func noDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("leap days are days", arguments: ["2000-02-29", "2024-02-29", "1600-02-29", "0000-02-29"])
  func leapDays(text: String) {
    #expect(Day(text)?.description == text)
  }

  @Test("days advance over months and years, order by time and are JSON strings")
  func valueSemantics() throws {
    let day = try #require(Day("2026-12-31"))
    let next = day.advanced(by: 1)
    #expect(next.description == "2027-01-01")
    #expect(next.advanced(by: -1) == day)
    #expect(day < next)
    #expect(try JSONText.line([day]) == #"["2026-12-31"]"#)
    #expect(try JSONText.value([Day].self, from: #"["2026-12-31"]"#) == [day])
    #expect(throws: DecodingError.self) {
      try JSONText.value([Day].self, from: #"["2026-12-32"]"#)
    }
  }
}
