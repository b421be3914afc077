// SPDX-License-Identifier: MIT

/// Where the YAML block on top of a note lies, in lines counted from 0.
enum FrontMatter: Equatable {
  /// The first line that is not blank is not `---`.
  case missing
  /// The closing `---` is missing; the lines are those that could still be meant.
  case unterminated(Range<Int>)
  /// The lines between the two `---`.
  case closed(Range<Int>)

  init(in lines: [Substring]) {
    guard let fence = lines.firstIndex(where: { !$0.isBlank }), Self.isFence(lines[fence], ["---"])
    else {
      self = .missing
      return
    }
    let rest = lines[(fence + 1)...]
    // Below a blank line it may be a rule above text.
    let field = rest.first { !$0.isBlank && !$0.hasPrefix("#") }
    guard fence == 0 || Self.beginsField(field ?? "") else {
      self = .missing
      return
    }
    if let end = rest.firstIndex(where: { Self.isFence($0, ["---", "..."]) }) {
      self = .closed(fence + 1..<end)
    } else if fence == 0 {
      let end = rest.firstIndex { $0.isBlank || $0.hasPrefix("## ") }
      self = .unterminated(1..<(end ?? lines.count))
    } else {
      self = .missing
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

  private static func beginsField(_ line: Substring) -> Bool {
    line.first.map { $0.isLetter || "\"'_".contains($0) } == true && line.contains(":")
  }

  private static func isFence(_ line: Substring, _ fences: [String]) -> Bool {
    guard let first = line.utf8.first, first == 0x2D || first == 0x2E else { return false }
    return fences.contains(
      String(line[...(line.lastIndex { !$0.isWhitespace } ?? line.startIndex)])
    )
  }
}
