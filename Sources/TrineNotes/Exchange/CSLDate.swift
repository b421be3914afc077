// SPDX-License-Identifier: MIT

import TrineCore

/// A date of CSL: `{"date-parts": [[2016, 6, 2]]}`, of a stretch with two, or a text in `literal` or `raw`.
struct CSLDate {
  /// What the numbers say.
  var date: ExportDate?
  /// A season that has no number.
  var season: String?
  var text: String?

  init?(_ value: JSONValue) {
    var ends = (value["date-parts"]?.array ?? []).prefix(2).map(Self.numbers)
    if let said = value["season"], ends.count == 1, ends[0].count == 1 {
      let number = Self.number(said) ?? Self.seasons[said.string?.lowercased() ?? ""]
      if let number, (1...4).contains(number) {
        ends[0].append(20 + number)
      } else {
        season = said.string
      }
    }
    date = ExportDate(ends: ends, isCirca: Self.isTrue(value["circa"]))
    text = (value["literal"] ?? value["raw"] ?? value["edtf"] ?? value).string ?? Self.year(value)
    guard date != nil || text != nil else { return nil }
  }

  /// As BibLaTeX has dates; the text where there are no numbers.
  var tex: String? { date?.text ?? text.map(TeXText.tex) }

  private static let seasons = [
    "spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4,
  ]

  /// Year, month and day as far as they can be those.
  private static func numbers(_ parts: JSONValue) -> [Int] {
    let numbers = (parts.array ?? []).prefix(3).map { number($0) ?? 0 }
    let isYear = (1...9999).contains(numbers.first ?? 0)
    let isMonth = numbers.count > 1 && [1...12, 21...24].contains { $0.contains(numbers[1]) }
    let isDay = isMonth && numbers.count > 2 && (1...31).contains(numbers[2])
    return isYear ? Array(numbers.prefix(isDay ? 3 : isMonth ? 2 : 1)) : []
  }

  /// A year that is none of four digits, as before our era.
  private static func year(_ value: JSONValue) -> String? {
    value["date-parts"]?.array?.first?.array?.first.flatMap(number).map { String($0) }
  }

  private static func number(_ value: JSONValue) -> Int? {
    value.int ?? value.string.flatMap { Int($0) }
  }

  private static func isTrue(_ value: JSONValue?) -> Bool {
    switch value {
    case .bool(let flag): flag
    case .integer(let number): number != 0
    case .string(let text): !text.isEmpty
    default: false
    }
  }
}
