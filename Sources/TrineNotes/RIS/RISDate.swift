// SPDX-License-Identifier: MIT

/// A date of RIS: `2016/06/02/spring`, with hyphens, or in words as EndNote has it: `30 August 2019`, `Aug 30`.
struct RISDate {
  private(set) var year: Int?
  private(set) var month: Int?
  private(set) var day: Int?
  /// Whether it says no more than these.
  private(set) var isWhole = true

  init(_ text: String) {
    let text = text.trimmed
    let isEarly = text.hasPrefix("-")
    let words = text.dropFirst(isEarly ? 1 : 0).split { "/- ,.".contains($0) }
    let isNumbers =
      words.first?.allSatisfy(\.isNumber) == true && text.utf8.contains { "/-".utf8.contains($0) }
    for word in words {
      isNumbers ? takeNumber(word) : takeWord(word)
    }
    if isEarly { year = year.map { -$0 } }
  }

  /// Year, month and day in this order.
  private mutating func takeNumber(_ word: Substring) {
    switch (Int(word), year, month, day) {
    case (let number?, nil, _, _): year = number
    case (let number?, _, nil, nil) where (1...12).contains(number): month = number
    case (let number?, _, _?, nil) where (1...31).contains(number): day = number
    default: isWhole = false
    }
  }

  /// A year of four digits, the name of a month and a day in any order.
  private mutating func takeWord(_ word: Substring) {
    let name = word.lowercased()
    if let number = Int(word) {
      if year == nil, word.utf8.count == 4 {
        year = number
        return
      }
      if day == nil, (1...31).contains(number) {
        day = number
        return
      }
    } else if month == nil, name.utf8.count > 2,
      let index = RISDate.months.firstIndex(where: { $0.hasPrefix(name) })
    {
      month = index + 1
      return
    }
    isWhole = false
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
}
