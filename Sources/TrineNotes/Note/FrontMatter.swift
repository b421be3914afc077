// SPDX-License-Identifier: MIT

/// Where the YAML block on top of a note lies, in lines counted from 0.
enum FrontMatter: Equatable {
  /// The first line is not `---`.
  case missing
  /// The closing `---` is missing; the lines are those that could still be meant.
  case unterminated(Range<Int>)
  /// The lines between the two `---`.
  case closed(Range<Int>)

  init(in lines: [Substring]) {
    guard let first = lines.first, Self.isFence(first, ["---"]) else {
      self = .missing
      return
    }
    if let end = lines.dropFirst().firstIndex(where: { Self.isFence($0, ["---", "..."]) }) {
      self = .closed(1..<end)
    } else {
      let end = lines.dropFirst().firstIndex { $0.isBlank || $0.hasPrefix("## ") }
      self = .unterminated(1..<(end ?? lines.count))
    }
  }

  /// The lines of YAML.
  var yaml: Range<Int> {
    switch self {
    case .missing: 0..<0
    case .unterminated(let lines), .closed(let lines): lines
    }
  }

  /// The first line of the note's own text.
  var bodyStart: Int {
    switch self {
    case .missing: 0
    case .unterminated(let lines): lines.upperBound
    case .closed(let lines): lines.upperBound + 1
    }
  }

  private static func isFence(_ line: Substring, _ fences: [String]) -> Bool {
    guard let first = line.utf8.first, first == 0x2D || first == 0x2E else { return false }
    return fences.contains(
      String(line[...(line.lastIndex { !$0.isWhitespace } ?? line.startIndex)])
    )
  }
}
