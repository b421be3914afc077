// SPDX-License-Identifier: MIT

public import TrineCore

/// A paper's own abstract as the last section of its note.
///
/// It is a section like any the user adds: no check asks for it, a search finds what stands in it, and who
/// does not want it deletes it.
public enum AbstractSection {
  /// The section in Markdown, or nothing for an empty abstract.
  public static func markdown(_ abstract: String, language: Language) -> String {
    let text = text(abstract)
    return text.isEmpty ? "" : "\n## \(title(in: language))\n\(text)\n"
  }

  /// The section's text.
  static func text(_ abstract: String) -> String {
    abstract.split(whereSeparator: \.isNewline).map { plain(String($0).trimmed) }
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Whether a heading is the section's in any language.
  static func isTitle(_ heading: String) -> Bool {
    let folded = FoldedHeading.text(heading)
    return Language.allCases.contains { FoldedHeading.text(title(in: $0)) == folded }
  }

  /// The heading.
  static func title(in language: Language) -> String {
    switch language {
    case .en: "Abstract"
    case .ja: "概要"
    }
  }

  /// A line that Markdown reads as running text, with no link of Trine's and no HTML in it; its formulas
  /// and emphasis stay.
  private static func plain(_ line: String) -> String {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let isNumber = !digits.isEmpty && ".)".contains(line.dropFirst(digits.count).first ?? " ")
    let head = isNumber ? String(digits) : ""
    let rest = line.dropFirst(head.count)
    // `[a]: b` would be a definition, which is not shown; `[[` is seen to below.
    let isDefinition = rest.hasPrefix("[") && !rest.hasPrefix("[[")
    let isBlock = isNumber || isDefinition || "#>-+*~`|=:".contains(rest.first ?? " ")
    return head + (isBlock ? "\\" : "") + inline(rest)
  }

  /// Escapes what begins a link of Trine's, a citation, or a tag.
  private static func inline(_ text: Substring) -> String {
    var plain = ""
    // Of two backslashes the second is escaped, and escapes nothing.
    var isEscaped = false
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      let isTag = character == "<" && (next?.isLetter == true || "/!?".contains(next ?? " "))
      let isLink = character == "[" && next == "["
      if !isEscaped, character == "@" || isTag || isLink { plain += "\\" }
      plain.append(character)
      isEscaped = character == "\\" && !isEscaped
    }
    return plain
  }
}
