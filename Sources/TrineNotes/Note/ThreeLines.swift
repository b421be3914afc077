// SPDX-License-Identifier: MIT

import TrineCore

/// The three-line summary as a list in Markdown: one item a line.
///
/// Numbered items (`1.`, `1)`) and bullets count; what is indented under an item, and the line right
/// below it, belong to it. An item without text does not count.
public struct ThreeLines: Hashable, Sendable {
  /// The text of each item.
  public private(set) var items: [String] = []
  /// The line in the file on which each item begins, from 1.
  private(set) var numbers: [Int] = []
  /// Whether there is text that belongs to no item.
  private(set) var hasStrayText = false

  /// Checks lines that were given one by one, as by flags: none at all, or exactly three with text.
  ///
  /// - Throws: a `Diagnostic` that says how many there are.
  public static func checked(_ lines: [String]) throws -> [String] {
    let lines = lines.map { unwrapped($0) }
    guard !lines.isEmpty else { return [] }
    if let empty = lines.firstIndex(where: \.isEmpty) { throw Diagnostic.emptyLine(empty + 1) }
    guard lines.count == 3 else { throw Diagnostic.notThree(given: lines.count) }
    return lines
  }

  /// Joins the lines of a paragraph: with a space, but not between two Japanese characters.
  static func unwrapped(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
      .reduce(into: "") { $0 = joined($0, $1) }
  }
}

// MARK: - Reading

extension ThreeLines {
  init(_ section: NoteSection) {
    var reader = ListReader()
    for line in section.lines where line.kind != .comment { reader.read(line) }
    for item in reader.items where !item.text.isEmpty {
      items.append(item.text)
      numbers.append(item.number)
    }
    hasStrayText = reader.hasStrayText
  }

  fileprivate static func joined(_ first: String, _ second: String) -> String {
    guard let last = first.unicodeScalars.last, let next = second.unicodeScalars.first else {
      return first + second
    }
    return isWide(last) && isWide(next) ? first + second : first + " " + second
  }

  /// Kana, kanji, and the punctuation and full-width forms that stand between them.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isIdeographic || (0x3001...0x30FF).contains(scalar.value)
      || (0xFF01...0xFF9F).contains(scalar.value)
  }
}

/// Reads list items line by line.
private struct ListReader {
  var items: [(number: Int, text: String)] = []
  var hasStrayText = false
  /// The column at which the open item's text begins; `nil` when no item is open.
  private var contentOffset: Int?
  private var isAfterBlank = false

  mutating func read(_ line: MarkdownLine) {
    let text = Self.withoutComments(String(line.text))
    guard !text.isBlank else {
      isAfterBlank = true
      return
    }
    let indent = text.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    if let contentOffset, indent >= contentOffset || (line.kind == .code && !isAfterBlank) {
      extend(text)
    } else if line.kind == .text, indent <= 3, let item = Self.item(text.trimmed) {
      items.append((line.number, item.text))
      contentOffset = indent + item.width
    } else if contentOffset != nil, !isAfterBlank {
      extend(text)
    } else {
      contentOffset = nil
      hasStrayText = true
    }
    isAfterBlank = false
  }

  private mutating func extend(_ text: String) {
    items[items.count - 1].text = ThreeLines.joined(items[items.count - 1].text, text.trimmed)
  }

  /// An item's text and the width of its marker with the space after it.
  private static func item(_ content: String) -> (text: String, width: Int)? {
    let digits = content.prefix { $0.isASCII && $0.isNumber }
    let rest = content.dropFirst(digits.count)
    guard let mark = rest.first, digits.count <= 9,
      (digits.isEmpty ? "-*+" : ".)").contains(mark), !isRule(content)
    else { return nil }
    let after = rest.dropFirst()
    guard after.first?.isWhitespace != false else { return nil }
    return (after.trimmed, digits.count + 2)
  }

  /// `---`, `* * *`: a line across the page, no bullet.
  private static func isRule(_ content: String) -> Bool {
    let marks = content.filter { !$0.isWhitespace }
    guard let first = marks.first, marks.count >= 3, "-*_".contains(first) else { return false }
    return marks.allSatisfy { $0 == first }
  }

  private static func withoutComments(_ text: String) -> String {
    guard text.hasBytes(of: "<!--") else { return text }
    var rest = Substring(text)
    var kept = ""
    while let open = rest.firstRange(of: "<!--"),
      let close = rest[open.upperBound...].firstRange(of: "-->")
    {
      kept += rest[..<open.lowerBound]
      rest = rest[close.upperBound...]
    }
    return kept + rest
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notThree(given count: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(count.lines(of: "the three-line summary")); it must have exactly three",
      fix: "give --line three times: the problem, the idea, the result"
    )
  }

  fileprivate static func emptyLine(_ number: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "line \(number) of the three-line summary is empty",
      fix: "give --line three times, each with text"
    )
  }
}

extension Int {
  /// `the three-line summary has 1 line`, `… has 4 lines`, `… has no lines`.
  func lines(of owner: String) -> String {
    switch self {
    case 0: "\(owner) has no lines"
    case 1: "\(owner) has 1 line"
    default: "\(owner) has \(self) lines"
    }
  }
}
