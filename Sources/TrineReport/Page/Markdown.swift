// SPDX-License-Identifier: MIT

/// Markdown that means the same to CommonMark, GitHub and pandoc, whatever text goes into it.
enum Markdown {
  /// Plain text on one line; what stands between backticks stays code.
  static func text(_ plain: String) -> String {
    notABlock(inline(plain))
  }

  /// Plain text that does not begin a line.
  private static func inline(_ plain: String) -> String {
    let line = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
    let codes = pieces.indices.filter { !$0.isMultiple(of: 2) }
    let isCode = codes.allSatisfy { !pieces[$0].isEmpty && !pieces[$0].contains("|") }
    guard isCode, !pieces.count.isMultiple(of: 2) else { return escaped(line[...]) }
    let marked = pieces.enumerated().map { index, piece in
      index.isMultiple(of: 2) ? escaped(piece) : "`\(piece)`"
    }
    return marked.joined()
  }

  /// Code, in as many backticks as it needs; as plain text where a table would cut it.
  static func code(_ plain: String) -> String {
    let line = plain.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard !line.isEmpty else { return "" }
    guard !line.contains("|") else { return text(plain) }
    guard line.contains("`") else { return "`\(line)`" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
    return "\(fence) \(line) \(fence)"
  }

  /// A link whose label is plain text.
  static func link(_ label: String, to destination: String) -> String {
    "[\(inline(label))](\(escapedDestination(destination)))"
  }

  /// A fenced block of code.
  static func block(_ code: String, language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: code) + 1))
    return "\(fence)\(language)\n\(code)\(code.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A pipe table; the cells are Markdown already.
  ///
  /// Columns but the last are as wide as their longest cell, so that the source reads as a table,
  /// too.
  static func table(_ header: [String], numeric: Set<Int>, rows: [[String]]) -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.reduce(3, max)
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        guard column < header.count - 1 || numeric.contains(column) else { return cell }
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return numeric.contains(column) ? padding + cell : cell + padding
      }
      return "| \(padded.joined(separator: " | ")) |\n"
    }
    let rule = widths.enumerated().map { column, width in
      let isNumeric = numeric.contains(column)
      let dashes = column < header.count - 1 || isNumeric ? width : max(3, header[column].count)
      return String(repeating: "-", count: dashes - 1) + (isNumeric ? ":" : "-")
    }
    return ([header, rule] + rows).map(line).joined()
  }
}

// MARK: - Escapes

extension Markdown {
  /// Characters that some renderer reads as markup wherever they stand: pandoc's citations,
  /// mathematics, sub- and superscripts and attributes are among them.
  private static let markup = Set<Character>(#"\*[]<|@$^~{}`"#)

  private static func escaped(_ text: Substring) -> String {
    var result = ""
    var last: Character = " "
    for (index, character) in zip(text.indices, text) {
      let next = text[index...].dropFirst().first ?? " "
      if isMarkup(character, between: last, and: next) { result.append("\\") }
      result.append(character)
      last = character
    }
    return result
  }

  /// An underscore within a word, an ampersand that begins no entity and a hyphen alone are
  /// themselves; pandoc would make a dash of two hyphens.
  private static func isMarkup(
    _ character: Character,
    between last: Character,
    and next: Character
  ) -> Bool {
    func isWord(_ neighbour: Character) -> Bool { neighbour.isLetter || neighbour.isNumber }
    return switch character {
    case "_": !isWord(last) || !isWord(next)
    case "&": isWord(next) || next == "#"
    case "-": next == "-"
    default: markup.contains(character)
    }
  }

  /// Keeps a line from beginning a heading, a list, a rule, a quotation or a definition.
  private static func notABlock(_ line: String) -> String {
    guard let first = line.first else { return "" }
    if "-+=:%#>".contains(first) { return "\\\(line)" }
    let number = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(number.count)
    guard !number.isEmpty, let mark = rest.first, ".)".contains(mark) else { return line }
    return "\(number)\\\(rest)"
  }

  /// Percent-encodes what would end a link's destination or be read as something else in it.
  ///
  /// Other scripts stay as they are: file names in Japanese are readable in the source.
  private static func escapedDestination(_ path: String) -> String {
    path.unicodeScalars.map { scalar in
      let isPlain = scalar.value > 0x20 && scalar.value != 0x7F
      guard isPlain, !#"()<>[]{}"\^`|%#?&*$"#.unicodeScalars.contains(scalar) else {
        return String(scalar).utf8.map { byte in
          "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
      }
      return String(scalar)
    }.joined()
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    text.split { $0 != character }.map(\.count).max() ?? 0
  }
}
