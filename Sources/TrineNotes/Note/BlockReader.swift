// SPDX-License-Identifier: MIT

/// Follows the blocks of a Markdown text line by line: block quotes and list items, which hold others, and
/// what stands in them.
///
/// The method is that of CommonMark 0.31, appendix "A parsing strategy": which open blocks does the line go
/// on with, which does it begin, and what is the rest. A line takes time that grows with its length alone.
struct BlockReader {
  /// What holds other blocks.
  private enum Container {
    case quote
    /// A list item or a footnote: what is indented by so many columns belongs to it.
    case indented(Int)
  }

  /// What the last line left open in the innermost container.
  private enum Leaf {
    case paragraph
    case code
    case comment
    /// HTML whose text is raw, up to the tag that closes it.
    case raw(name: String)
    case fence(mark: Character, length: Int)
  }

  private var containers: [Container] = []
  /// Which of the containers are block quotes.
  private var quotes: [Int] = []
  private var leaf: Leaf?
  /// Whether the last line began a list item in which nothing stands yet.
  private var isItemEmpty = false

  /// The tags of raw HTML that nothing closes: they begin none.
  private(set) var unclosedTags: Set<String> = []

  /// Reads a line.
  /// - Parameters:
  ///   - line: The line.
  ///   - isClosed: Whether a tag is closed on this line or one that follows.
  /// - Returns: what the line is, and whether it goes on with the paragraph of the line before.
  mutating func read(
    _ line: Substring,
    isClosed: (String) -> Bool
  ) -> (kind: MarkdownLine.Kind, isContinuation: Bool) {
    var cursor = LineCursor(line)
    if let name = MarkdownHTML.rawTag(cursor.content), !unclosedTags.contains(name),
      !isClosed(name)
    {
      unclosedTags.insert(name)
    }
    let matched = matched(&cursor)
    isItemEmpty = false
    if matched == containers.count, let kind = kindInLeaf(cursor) { return (kind, false) }
    return begin(cursor, matched)
  }

  /// The lines that would close what the lines left open: outside of lists and quotes a fence or a comment,
  /// and all raw HTML, which a tag may close that is still to come.
  var openEnds: [String] {
    unclosedTags.sorted().map { "</\($0)>" }
      + (containers.isEmpty ? leafEnd.map { [$0] } ?? [] : [])
  }

  private var leafEnd: String? {
    switch leaf {
    case .fence(let mark, let length): String(repeating: mark, count: length)
    case .comment: "-->"
    default: nil
    }
  }
}

// MARK: - What is open

extension BlockReader {
  private var isParagraph: Bool {
    if case .paragraph = leaf { true } else { false }
  }

  /// How many of the containers a line goes on with; the cursor goes behind their marks.
  private func matched(_ cursor: inout LineCursor) -> Int {
    var countOfQuotes = 0
    for (index, container) in containers.enumerated() {
      // A blank line is of all items, however many, up to a quote.
      if cursor.isBlank {
        return countOfQuotes < quotes.count
          ? quotes[countOfQuotes] : containers.count - (isItemEmpty ? 1 : 0)
      }
      switch container {
      case .quote:
        guard Self.takeQuote(&cursor) else { return index }
        countOfQuotes += 1
      case .indented(let width):
        guard cursor.indent >= width else { return index }
        cursor.skip(columns: width)
      }
    }
    return containers.count
  }

  private static func takeQuote(_ cursor: inout LineCursor) -> Bool {
    guard cursor.indent <= 3, cursor.first == UInt8(ascii: ">") else { return false }
    cursor.take(1)
    cursor.skip(columns: min(1, cursor.indent))
    return true
  }

  /// What a line is as part of code or a comment that is open; `nil` where it is not.
  private mutating func kindInLeaf(_ cursor: LineCursor) -> MarkdownLine.Kind? {
    switch leaf {
    case .fence(let mark, let length):
      if cursor.indent <= 3, MarkdownFence.closes(cursor.content, mark, length) { leaf = nil }
      return .code
    case .comment: return comment(cursor.content)
    case .raw(let name): return raw(name, cursor.content)
    case .code:
      if cursor.isBlank { return .text }
      return cursor.indent > 3 ? .code : nil
    case .paragraph, nil: return nil
    }
  }

  private mutating func comment(_ text: Substring) -> MarkdownLine.Kind {
    leaf = text.hasBytes(of: "-->") ? nil : .comment
    return .comment
  }

  private mutating func raw(_ name: String, _ text: Substring) -> MarkdownLine.Kind {
    leaf = MarkdownHTML.closes(name, text) ? nil : .raw(name: name)
    return .code
  }

  /// Leaves the containers from one on, and what stands in the innermost.
  private mutating func close(to count: Int) {
    containers.removeLast(containers.count - count)
    while let last = quotes.last, last >= count { quotes.removeLast() }
    leaf = nil
  }
}

// MARK: - What begins

extension BlockReader {
  /// Reads what stands behind the marks of the containers a line goes on with.
  private mutating func begin(
    _ cursor: LineCursor,
    _ matched: Int
  ) -> (kind: MarkdownLine.Kind, isContinuation: Bool) {
    var cursor = cursor
    // Text goes on with a paragraph also where it lacks the marks of the containers around it.
    let isParagraph = isParagraph
    let isInParagraph = isParagraph && matched == containers.count
    if isInParagraph, cursor.indent <= 3, cursor.isSetextUnderline {
      leaf = nil
      return (containers.isEmpty ? .restOfHeading : .text, true)
    }
    var isOpening = false
    while let container = container(&cursor, interrupts: isInParagraph && !isOpening) {
      if !isOpening { close(to: matched) }
      isOpening = true
      open(container)
    }
    let count = isOpening ? containers.count : matched
    return rest(cursor, in: count, mayGoOn: isParagraph && !isOpening)
  }

  /// Reads the marks of a container that begins here.
  private mutating func container(_ cursor: inout LineCursor, interrupts: Bool) -> Container? {
    guard cursor.indent <= 3, !cursor.isBlank else { return nil }
    if Self.takeQuote(&cursor) { return .quote }
    if !interrupts, let marker = cursor.footnoteMarker {
      cursor.take(marker)
      cursor.skip(columns: cursor.indent)
      return .indented(4)
    }
    guard !cursor.isAtThematicBreak(), let marker = cursor.itemMarker(interrupts: interrupts) else {
      return nil
    }
    let indent = cursor.indent
    cursor.take(marker)
    // Behind five columns or more there is code, of which one column is not part.
    let space = cursor.isBlank || cursor.indent > 4 ? 1 : cursor.indent
    cursor.skip(columns: min(space, cursor.indent))
    isItemEmpty = cursor.isBlank
    return .indented(indent + marker + space)
  }

  private mutating func open(_ container: Container) {
    if case .quote = container { quotes.append(containers.count) }
    containers.append(container)
  }

  /// Reads what no container's mark is.
  private mutating func rest(
    _ cursor: LineCursor,
    in count: Int,
    mayGoOn: Bool
  ) -> (kind: MarkdownLine.Kind, isContinuation: Bool) {
    if !cursor.isBlank, cursor.indent > 3 {
      if mayGoOn { return (.text, true) }
      close(to: count)
      leaf = .code
      return (.code, false)
    }
    if let kind = block(cursor, in: count) { return (kind, false) }
    if mayGoOn { return (.text, true) }
    close(to: count)
    leaf = .paragraph
    return (.text, false)
  }

  /// Reads a line that is none of a paragraph.
  private mutating func block(_ cursor: LineCursor, in count: Int) -> MarkdownLine.Kind? {
    let content = cursor.content
    var cursor = cursor
    if cursor.isBlank || cursor.isAtThematicBreak() {
      close(to: count)
      return .text
    }
    if let (mark, length) = MarkdownFence.opening(content) {
      close(to: count)
      leaf = .fence(mark: mark, length: length)
      return .code
    }
    if content.utf8.starts(with: "<!--".utf8) {
      close(to: count)
      return comment(content.dropFirst(4))
    }
    if let name = MarkdownHTML.rawTag(content), !unclosedTags.contains(name) {
      close(to: count)
      return raw(name, content)
    }
    guard let heading = MarkdownHeading.kind(content) else { return nil }
    close(to: count)
    return containers.isEmpty ? heading : .text
  }
}
