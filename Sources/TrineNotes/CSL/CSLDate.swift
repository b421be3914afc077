// SPDX-License-Identifier: MIT

import TrineCore

/// A date of CSL: `{"date-parts": [[2016, 6, 2]]}`, of a stretch with two, or a text in `literal` or `raw`.
struct CSLDate {
  /// What the numbers say.
  var date: ExportDate?
  /// The season as it is said beside the numbers: `1`, `Fall`, `Hilary term`.
  var season: String?
  var text: String?

  init?(_ value: JSONValue) {
    var ends = (value["date-parts"]?.array ?? []).prefix(2).map { parts in
      Self.sound((parts.array ?? []).prefix(3).map { Self.number($0) ?? 0 })
    }
    if let said = value["season"], ends.count == 1 {
      season = said.string ?? said.int.map { String($0) }
      let number = season.flatMap(Self.season)
      if let number, ends[0].count == 1 { ends[0].append(20 + number) }
    }
    date =
      ExportDate(ends: ends, isCirca: Self.isTrue(value["circa"]))
      ?? (value["raw"] ?? value["edtf"] ?? value).string.flatMap(Self.written)
    text = (value["literal"] ?? value["raw"] ?? value["edtf"] ?? value).string ?? Self.year(value)
    guard date != nil || text != nil else { return nil }
  }

  /// As BibLaTeX has dates; the text where there are no numbers.
  var tex: String? { date?.text ?? text.map(TeXText.tex) }

  /// The number of a season, 1 to 4 from spring to winter.
  static func season(_ said: String) -> Int? {
    let number = Int(said) ?? seasons[said.lowercased()] ?? 0
    return (1...4).contains(number) ? number : nil
  }

  private static let seasons = [
    "spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4,
  ]

  /// Year, month and day as far as they can be those.
  private static func sound(_ numbers: [Int]) -> [Int] {
    let isYear = (1...9999).contains(numbers.first?.magnitude ?? 0)
    let isMonth = numbers.count > 1 && [1...12, 21...24].contains { $0.contains(numbers[1]) }
    let isDay = isMonth && numbers.count > 2 && (1...31).contains(numbers[2])
    return isYear ? Array(numbers.prefix(isDay ? 3 : isMonth ? 2 : 1)) : []
  }

  /// What a text says that is in all of it a date or a stretch of them, by ISO 8601.
  private static func written(_ text: String) -> ExportDate? {
    guard let date = ExportDate(text), date.text == text else { return nil }
    let isSound = date.ends.allSatisfy { $0 == [0] || $0 == sound($0) }
    let days = text.split(separator: "/").filter { $0.utf8.count == 10 }
    return isSound && days.allSatisfy { Day(String($0)) != nil } ? date : nil
  }

  /// A year of more than four digits.
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
