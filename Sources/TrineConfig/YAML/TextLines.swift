// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// A text's lines, to turn the marks of libyaml into places an editor understands.
struct TextLines {
  let file: String
  private let text: String
  /// Lines as libyaml has them, which ends some where no editor does.
  private let lines: [Substring]
  /// For each of them the editor's line it is in, from 1, and where that begins.
  private let origins: [(line: Int, start: String.Index)]

  /// Where YAML 1.1 breaks lines; the last three end none in an editor.
  private static let breaks: Set<Character> = [
    "\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  init(_ text: String, file: String) {
    self.file = file
    self.text = text
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: Self.breaks.contains)
    var origin = (line: 1, start: text.startIndex)
    origins = lines.map { line in
      if line.startIndex > text.startIndex,
        text[text.index(before: line.startIndex)].asciiValue != nil
      {
        origin = (origin.line + 1, line.startIndex)
      }
      return origin
    }
  }

  /// The place of a mark; libyaml counts columns in Unicode scalars, editors in characters.
  ///
  /// A mark behind the last line, where a bracket was still open, becomes the end of the text.
  func location(_ mark: Mark) -> SourceLocation {
    guard mark.line <= lastLine + 1 else { return end }
    let before = lines[mark.line - 1].unicodeScalars.prefix(mark.column - 1)
    return location(of: before.endIndex, inLine: mark.line - 1)
  }

  private func location(of index: String.Index, inLine line: Int) -> SourceLocation {
    let (number, start) = origins[line]
    return SourceLocation(file: file, line: number, column: text[start..<index].count + 1)
  }

  /// The place of a node; everything that was parsed has a mark.
  func location(of node: Node) -> SourceLocation {
    node.mark.map(location) ?? SourceLocation(file: file, line: 1, column: 1)
  }

  /// The place of the character at an offset of the text.
  func location(offset: Int) -> SourceLocation {
    var rest = offset
    for (index, line) in lines.enumerated() {
      if rest <= line.count {
        return location(of: line.index(line.startIndex, offsetBy: rest), inLine: index)
      }
      rest -= line.count + 1
    }
    return end
  }

  /// The index in the text of the scalar at a mark.
  func index(_ mark: Mark) -> String.Index? {
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let line = lines[mark.line - 1].unicodeScalars
    guard
      let index = line.index(line.startIndex, offsetBy: mark.column - 1, limitedBy: line.endIndex),
      index < line.endIndex
    else { return nil }
    return index
  }

  /// The character at a mark.
  func character(_ mark: Mark) -> Character? {
    guard let index = index(mark) else { return nil }
    return lines[mark.line - 1][index]
  }

  /// The index of the last line that has something on it.
  private var lastLine: Int {
    lines.lastIndex { $0.contains { !$0.isWhitespace } } ?? 0
  }

  private var end: SourceLocation {
    location(of: lines[lastLine].endIndex, inLine: lastLine)
  }
}
