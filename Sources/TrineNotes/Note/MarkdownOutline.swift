// SPDX-License-Identifier: MIT

/// A line of Markdown and what it is, as far as the shape of a note depends on it.
struct MarkdownLine {
  enum Kind: Equatable {
    case heading(level: Int, title: String)
    /// A fence or a line between two, or one that is indented as code.
    case code
    /// Part of a block that begins with `<!--`.
    case comment
    case text
  }

  /// The line in the file, from 1.
  var number: Int
  var text: Substring
  var kind: Kind
}

/// Tells headings from text, code and comments, by CommonMark's rules for ATX headings, fenced code
/// and HTML comments.
struct MarkdownOutline {
  private(set) var lines: [MarkdownLine] = []
  private var fence: (mark: Character, length: Int)?
  /// Whether the last line left a comment open.
  private(set) var isInComment = false
  /// Whether the last line was blank, or code.
  private var isAfterBlank = true
  /// Whether an indented line would be more of a list.
  private var isInList = false

  /// Reads lines, the first of which is the file's line `first`, from 1.
  init(_ source: some Sequence<Substring>, first: Int) {
    var number = first
    for line in source {
      lines.append(MarkdownLine(number: number, text: line, kind: kind(of: line)))
      number += 1
    }
  }

  private mutating func kind(of line: Substring) -> MarkdownLine.Kind {
    let content = Self.content(of: line)
    if let open = fence {
      if let content, Self.closes(content, open) { fence = nil }
      return .code
    }
    if isInComment { return comment(line) }
    guard let content else { return isAfterBlank && !isInList ? .code : .text }
    noteList(content)
    if let opened = Self.fence(content) {
      fence = opened
      return .code
    }
    return content.hasPrefix("<!--") ? comment(content.dropFirst(4)) : Self.heading(content)
  }

  /// Remembers what a line indented by four or more would be below this one (CommonMark 0.31, 4.4).
  private mutating func noteList(_ content: Substring) {
    guard !content.isBlank else {
      isAfterBlank = true
      return
    }
    if Self.isItem(content) {
      isInList = true
    } else if isAfterBlank || content.first == "#" {
      isInList = false
    }
    isAfterBlank = false
  }

  /// Whether a line begins an item of a list.
  private static func isItem(_ content: Substring) -> Bool {
    let digits = content.prefix { $0.isASCII && $0.isNumber }
    let rest = content.dropFirst(digits.count)
    guard let mark = rest.first, (digits.isEmpty ? "-*+" : ".)").contains(mark) else {
      return false
    }
    return rest.dropFirst().first?.isWhitespace != false
  }

  private mutating func comment(_ line: Substring) -> MarkdownLine.Kind {
    isInComment = !line.hasBytes(of: "-->")
    return .comment
  }

  /// The line that would close the fence the last line left open.
  var openFence: String? { fence.map { String(repeating: $0.mark, count: $0.length) } }

  /// The line without up to three spaces before it; `nil` when it is indented further, as code is.
  private static func content(of line: Substring) -> Substring? {
    let content = line.utf8.drop { $0 == UInt8(ascii: " ") }
    let indent = line.utf8.count - content.count
    return indent <= 3 && content.first != UInt8(ascii: "\t") ? Substring(content) : nil
  }
}

// MARK: - Fences and headings

extension MarkdownOutline {
  private static func fence(_ content: Substring) -> (mark: Character, length: Int)? {
    guard let byte = content.utf8.first, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~"),
      let mark = content.first
    else { return nil }
    let rest = content.drop { $0 == mark }
    let length = content.utf8.count - rest.utf8.count
    guard length >= 3, mark == "~" || !rest.contains("`") else { return nil }
    return (mark, length)
  }

  private static func closes(_ content: Substring, _ open: (mark: Character, length: Int)) -> Bool {
    let rest = content.drop { $0 == open.mark }
    return content.utf8.count - rest.utf8.count >= open.length && rest.isBlank
  }

  private static func heading(_ content: Substring) -> MarkdownLine.Kind {
    guard content.utf8.first == UInt8(ascii: "#") else { return .text }
    let rest = content.drop { $0 == "#" }
    let level = content.utf8.count - rest.utf8.count
    guard (1...6).contains(level), rest.first?.isWhitespace != false else { return .text }
    return .heading(level: level, title: title(rest))
  }

  /// A heading's text without the `#` that may close it.
  private static func title(_ rest: Substring) -> String {
    let title = rest.trimmed
    guard let last = title.lastIndex(where: { $0 != "#" }) else { return "" }
    let isClosed = title.last == "#" && title[last].isWhitespace
    return isClosed ? title[...last].trimmed : title
  }
}
