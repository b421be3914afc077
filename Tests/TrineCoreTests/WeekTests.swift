// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

struct WeekTests {
  private static let iso: Calendar = {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    return calendar
  }()

  @Test("thousands of days fall in the week that Foundation's ISO calendar gives them")
  func againstFoundation() {
    for ordinal in -25_570..<54_430 {
      let date = Date(timeIntervalSince1970: Double(ordinal) * 86_400 + 43_200)
      let parts = Self.iso.dateComponents([.yearForWeekOfYear, .weekOfYear], from: date)
      let day = Day(date, in: .gmt)
      let week = Week(containing: day)
      guard week.year == parts.yearForWeekOfYear, week.number == parts.weekOfYear,
        week.contains(day), Week(week.description) == week
      else {
        Issue.record("\(day) falls in \(week), should be \(parts)")
        return
      }
    }
  }

  @Test("a week goes from Monday to Sunday")
  func span() throws {
    let week = try #require(Week("2026-W48"))
    #expect(week.monday.description == "2026-11-23")
    #expect(week.sunday.description == "2026-11-29")
    #expect(!week.contains(week.monday.advanced(by: -1)))
    #expect(!week.contains(week.sunday.advanced(by: 1)))
  }

  @Test(
    "weeks around New Year belong to the year of their Thursday",
    arguments: [
      ("2020-12-31", "2020-W53"), ("2021-01-01", "2020-W53"), ("2021-01-04", "2021-W01"),
      ("2018-12-31", "2019-W01"), ("2024-12-30", "2025-W01"), ("2023-01-01", "2022-W52"),
    ]
  )
  func newYear(day: String, week: String) throws {
    #expect(Week(containing: try #require(Day(day))).description == week)
  }

  @Test(
    "what is no week is refused",
    arguments: [
      "2026-W00", "2026-W54", "2025-W53", "2026-W1", "2026-48", "2026W48", "2026-w48", "",
      "2026-W-1", "2026-W+1", "26-W01", "2026-W48-1",
    ]
  )
  func noWeek(text: String) {
    #expect(Week(text) == nil)
  }
}
