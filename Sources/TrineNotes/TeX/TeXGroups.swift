// SPDX-License-Identifier: MIT

/// The open braces of a text, and what is to be written where each closes.
struct TeXGroups {
  /// Of each brace, the innermost last; before them that of the text itself.
  private var closings: [String] = []
  private var outer = ""
  /// How deep in quotation marks the text is.
  private var quotes = 0

  private static let marks = [TeXMarkup.Tag("“", "”"), TeXMarkup.Tag("‘", "’")]

  /// A brace opens, of a command's argument with its tag.
  mutating func open(_ tag: TeXMarkup.Tag? = nil) { closings.append(tag?.closing ?? "") }

  /// A brace opens whose text is quoted: the marks within others are single ones.
  /// - Parameter inner: How many levels of marks are left out: 1 of `\enquote*`.
  /// - Returns: the mark that begins.
  mutating func openQuote(inner: Int) -> String {
    let mark = Self.marks[(quotes + inner) % 2]
    quotes += 1
    open(mark)
    return mark.opening
  }

  /// What ends with the innermost brace; nothing with one that was never opened.
  mutating func close() -> String {
    guard let closing = closings.popLast() else { return "" }
    if quotes > 0, Self.marks.contains(where: { closing.hasSuffix($0.closing) }) { quotes -= 1 }
    return closing
  }

  /// A switch: its tag ends before what it stands in.
  mutating func add(_ tag: TeXMarkup.Tag) {
    if closings.isEmpty {
      outer = tag.closing + outer
    } else {
      closings[closings.count - 1] = tag.closing + closings[closings.count - 1]
    }
  }

  /// All that ends with the text.
  func end() -> String { closings.reversed().joined() + outer }
}
