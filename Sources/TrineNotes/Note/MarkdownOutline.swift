// SPDX-License-Identifier: MIT

/// A line of Markdown and what it is, as far as the shape of a note depends on it.
struct MarkdownLine {
  enum Kind: Equatable {
    /// A heading, but for those in lists and quotes.
    case heading(level: Int, title: String)
    /// What belongs to the heading of the line before: more of its title, and the marks that underline it.
    case restOfHeading
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
  /// Whether it goes on with the paragraph of the line before.
  var isContinuation: Bool
}

/// Tells headings from text, code and comments, by CommonMark's rules for headings, fenced and indented
/// code and HTML comments, in lists and quotes, too.
struct MarkdownOutline {
  private(set) var lines: [MarkdownLine] = []
  /// The lines that would close what is left open: a fence, a comment, raw HTML.
  let openEnds: [String]

  /// Reads lines, the first of which is the file's line `first`, from 1.
  init(_ source: some Collection<Substring>, first: Int) {
    var reader = BlockReader()
    var number = first
    for index in source.indices {
      let line = source[index]
      let (kind, isContinuation) = reader.read(line) { name in
        source[index...].contains { MarkdownHTML.closes(name, $0) }
      }
      lines.append(
        MarkdownLine(number: number, text: line, kind: kind, isContinuation: isContinuation)
      )
      if kind == .restOfHeading { lines.underlineLast() }
      number += 1
    }
    openEnds = reader.openEnds
  }
}

extension [MarkdownLine] {
  /// Makes a heading of the paragraph that the last line underlines.
  ///
  /// Definitions above its title are none of it; where a line begins with a tag, it is taken for HTML.
  fileprivate mutating func underlineLast() {
    let last = count - 1
    let paragraph = self[..<last].lastIndex { !$0.isContinuation } ?? 0
    let first = self[paragraph..<last].firstIndex { !MarkdownHeading.isDefinition($0.text) } ?? last
    let title = self[first..<last].map(\.text)
    guard !title.isEmpty, !title.contains(where: MarkdownHTML.beginsWithTag) else {
      self[last].kind = .text
      return
    }
    let level = self[last].text.utf8.contains(UInt8(ascii: "=")) ? 1 : 2
    for index in first..<last { self[index].kind = .restOfHeading }
    self[first].kind = .heading(level: level, title: title.map(\.trimmed).joined(separator: " "))
  }
}

// MARK: - Fences and headings

/// The fences around code (CommonMark 0.31, section 4.5).
enum MarkdownFence {
  /// The mark and the length of a fence that text begins with.
  static func opening(_ content: Substring) -> (mark: Character, length: Int)? {
    guard let byte = content.utf8.first, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~"),
      let mark = content.first
    else { return nil }
    let rest = content.drop { $0 == mark }
    let length = content.utf8.count - rest.utf8.count
    guard length >= 3, mark == "~" || !rest.contains("`") else { return nil }
    return (mark, length)
  }

  /// Whether text closes a fence.
  static func closes(_ content: Substring, _ mark: Character, _ length: Int) -> Bool {
    let rest = content.drop { $0 == mark }
    return content.utf8.count - rest.utf8.count >= length && rest.isBlank
  }
}

/// Headings with `#`, and those that are underlined (CommonMark 0.31, sections 4.2 and 4.3).
enum MarkdownHeading {
  /// The heading that text is; `nil` for other text.
  static func kind(_ content: Substring) -> MarkdownLine.Kind? {
    guard content.utf8.first == UInt8(ascii: "#") else { return nil }
    let rest = content.drop { $0 == "#" }
    let level = content.utf8.count - rest.utf8.count
    guard (1...6).contains(level), rest.first?.isWhitespace != false else { return nil }
    return .heading(level: level, title: title(rest))
  }

  /// A heading's text without the `#` that may close it.
  private static func title(_ rest: Substring) -> String {
    let title = rest.trimmed
    guard let last = title.lastIndex(where: { $0 != "#" }) else { return "" }
    let isClosed = title.last == "#" && title[last].isWhitespace
    return isClosed ? title[...last].trimmed : title
  }

  /// Whether a line is a definition as a whole: `[label]: address "title"` (section 4.7).
  static func isDefinition(_ line: Substring) -> Bool {
    let line = line.trimmed
    guard line.hasPrefix("["), let close = line.firstRange(of: "]:")?.lowerBound else {
      return false
    }
    let label = line[..<close].dropFirst()
    guard !label.isBlank, !label.contains("["), !label.contains("]") else { return false }
    let rest = line[close...].dropFirst(2).drop(while: \.isWhitespace)
    let isBracketed = rest.first == "<"
    let title = rest.drop { isBracketed ? $0 != ">" : !$0.isWhitespace }.dropFirst().trimmed
    return !rest.isEmpty && (title.isEmpty || "\"'(".contains(title.first ?? " "))
  }
}
