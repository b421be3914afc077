// SPDX-License-Identifier: MIT

import TrineCore

/// A Markdown file taken apart once for all who read it: bytes, lines, front matter, sections.
struct MarkdownPage {
  let text: String
  /// The file's bytes.
  let bytes: [UInt8]
  /// The lines without their ends.
  let lines: [Substring]
  let frontMatter: FrontMatter
  /// The lines behind the front matter.
  let outline: MarkdownOutline
  let sections: NoteSections
  /// Where each line begins among the bytes.
  private let starts: LineStarts

  init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lines = TextLines(text).lines
    frontMatter = FrontMatter(in: lines)
    outline = MarkdownOutline(lines[frontMatter.bodyStart...], first: frontMatter.bodyStart + 1)
    sections = NoteSections(outline)
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    starts = LineStarts(bytes, first: mark)
  }

  /// Where the text behind the front matter begins.
  var bodyStart: String.Index { outline.lines.first?.text.startIndex ?? text.endIndex }

  /// Where a line's text stands among the bytes.
  func bytes(of line: MarkdownLine) -> Range<Int> {
    let start = starts[line.number - 1]
    return start..<start + line.text.utf8.count
  }

  /// Where a character stands that comes behind so many scalars of a line, both from 0.
  func byte(line: Int, scalars: Int) -> Int? {
    guard lines.indices.contains(line) else { return nil }
    let before = lines[line].unicodeScalars.prefix(max(0, scalars))
    return starts[line] + before.reduce(0) { $0 + UTF8.width($1) }
  }

  /// Where the line of a byte begins, and its number, from 1.
  func line(of byte: Int) -> (number: Int, start: Int) {
    let line = starts.line(of: byte)
    return (line + 1, starts[line])
  }
}

/// Tells lines and columns of places that come in order, each character being counted once.
struct PlaceCursor {
  private let page: MarkdownPage
  private var byte = 0
  private var line = 0
  private var column = 1

  /// Begins at the first line.
  init(_ page: MarkdownPage) {
    self.page = page
  }

  /// The line and the column, in characters, of a byte behind the last one; both from 1.
  mutating func place(of byte: Int) -> (line: Int, column: Int) {
    let (number, start) = page.line(of: byte)
    if number != line || byte < self.byte { (line, self.byte, column) = (number, start, 1) }
    column += String(decoding: page.bytes[self.byte..<byte], as: UTF8.self).count
    self.byte = byte
    return (line, column)
  }
}
