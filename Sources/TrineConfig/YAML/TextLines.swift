// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// A text's lines, to turn the marks of libyaml into places an editor understands.
struct TextLines {
  let file: String
  private let lines: [Substring]

  init(_ text: String, file: String) {
    self.file = file
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The place of a mark; libyaml counts columns in Unicode scalars, editors in characters.
  ///
  /// A mark behind the last line, where a bracket was still open, becomes the end of the text.
  func location(_ mark: Mark) -> SourceLocation {
    guard mark.line <= lastLine + 1 else { return end }
    let before = String(lines[mark.line - 1].unicodeScalars.prefix(mark.column - 1))
    return SourceLocation(file: file, line: mark.line, column: before.count + 1)
  }

  /// The place of a node; everything that was parsed has a mark.
  func location(of node: Node) -> SourceLocation {
    node.mark.map(location) ?? SourceLocation(file: file, line: 1, column: 1)
  }

  /// The place of the character at an offset of the text.
  func location(offset: Int) -> SourceLocation {
    var rest = offset
    for (index, line) in lines.enumerated() {
      if rest <= line.count { return SourceLocation(file: file, line: index + 1, column: rest + 1) }
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
    SourceLocation(file: file, line: lastLine + 1, column: lines[lastLine].count + 1)
  }
}
