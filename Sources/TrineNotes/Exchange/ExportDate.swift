// SPDX-License-Identifier: MIT

/// A date, or the stretch between two, as BibLaTeX's `date` writes it: `2019-05-03/2020`, `2019/..`, `1999~`
/// (ISO 8601-2, level 1, which the Library of Congress calls EDTF).
struct ExportDate: Hashable {
  /// Year, month and day as far as they are known, of the one date or of both ends.
  ///
  /// `[0]` is an open end. Months 21 to 24 are the seasons from spring to winter. Years before the first
  /// are counted from -1, as in CSL; in BibLaTeX's form, which has a year 0, -50 is `-0049`.
  var ends: [[Int]]
  /// Whether it is about then.
  var isCirca = false

  private static let open = [0]

  /// The ends of CSL or of a date; `nil` where no year is in them.
  init?(ends: [[Int]], isCirca: Bool = false) {
    guard (1...2).contains(ends.count), ends.contains(where: { ($0.first ?? 0) != 0 }) else {
      return nil
    }
    self.ends = ends.map { ($0.first ?? 0) == 0 ? Self.open : $0 }
    self.isCirca = isCirca
  }

  /// Reads BibLaTeX's form; `nil` for anything else, such as `forthcoming`.
  init?(_ text: String) {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(\.trimmed)
    guard (1...2).contains(ends.count) else { return nil }
    let numbers = ends.compactMap(Self.numbers)
    guard numbers.count == ends.count else { return nil }
    self.init(ends: numbers, isCirca: ends.contains { $0.last == "~" || $0.last == "%" })
  }

  private static func numbers(_ text: String) -> [Int]? {
    if text.isEmpty || text == ".." { return open }
    let day = text.split(separator: "T", omittingEmptySubsequences: false)[0]
    let sound = day.utf8.last.map("~?%".utf8.contains) == true ? day.dropLast() : day
    let isNegative = sound.first == "-"
    let parts = sound.dropFirst(isNegative ? 1 : 0)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 3, parts.first?.utf8.count == 4 else { return nil }
    let numbers = parts.compactMap { $0.utf8.allSatisfy(\.isDigit) ? Int($0) : nil }
    guard numbers.count == parts.count else { return nil }
    let year = isNegative ? -numbers[0] : numbers[0]
    return [year > 0 ? year : year - 1] + numbers.dropFirst()
  }

  /// Year, month and day of the first end that is known, the month only where it is one.
  var first: [Int] {
    let parts = ends.first { $0 != Self.open } ?? []
    return parts.count > 1 && !(1...12).contains(parts[1]) ? [parts[0]] : parts
  }

  /// Whether it says more than a year of four digits, month and day.
  var isMore: Bool {
    isCirca || ends.count > 1 || ends[0].count > first.count || !(1000...9999).contains(first[0])
  }

  /// The season of one date, 1 to 4 from spring to winter.
  var season: Int? {
    guard ends.count == 1, ends[0].count > 1, (21...24).contains(ends[0][1]) else { return nil }
    return ends[0][1] - 20
  }

  /// The form that is read.
  var text: String {
    let written = ends.map { parts in
      if parts == Self.open { return "" }
      let rest = parts.dropFirst().map { $0 < 10 ? "0\($0)" : "\($0)" }
      return ([Self.year(parts[0])] + rest).joined(separator: "-") + (isCirca ? "~" : "")
    }
    return written.joined(separator: "/")
  }

  private static func year(_ year: Int) -> String {
    let number = year < 0 ? year + 1 : year
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.utf8.count))
      + digits
  }
}
