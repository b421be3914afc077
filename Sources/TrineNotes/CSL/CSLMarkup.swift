// SPDX-License-Identifier: MIT

/// The little of HTML that titles in CSL-JSON may have, as TeX.
enum CSLMarkup {
  private static let opening: [(tag: String, tex: String, closing: String)] = [
    ("<i>", "\\emph{", "</i>"), ("<b>", "\\textbf{", "</b>"),
    ("<sup>", "\\textsuperscript{", "</sup>"), ("<sub>", "\\textsubscript{", "</sub>"),
    ("<sc>", "\\textsc{", "</sc>"), ("<span class=\"nocase\">", "{", "</span>"),
    ("<span style=\"font-variant:small-caps;\">", "\\textsc{", "</span>"),
    ("<span style=\"font-variant: small-caps;\">", "\\textsc{", "</span>"),
  ]

  /// A text with its tags as commands; what stands between them is made TeX by `tex`, which may protect
  /// capitals, but need not where a tag does.
  static func tex(_ text: String, _ tex: (String) -> String) -> String {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return tex(text) }
    var result = ""
    var plain = ""
    var open: [(tex: String, closing: String)] = []
    func flush() {
      if plain.first == " ", !result.isEmpty { result += " " }
      result += open.last?.tex == "{" ? TeXText.tex(plain) : tex(plain)
      if plain.count > 1, plain.last == " " { result += " " }
      plain = ""
    }
    var rest = Substring(text)
    while let character = rest.first {
      if character == "<", let tag = opening.first(where: { rest.hasPrefix($0.tag) }) {
        flush()
        result += tag.tex
        open.append((tag.tex, tag.closing))
        rest = rest.dropFirst(tag.tag.count)
      } else if character == "<", let closing = open.last?.closing, rest.hasPrefix(closing) {
        flush()
        result += "}"
        open.removeLast()
        rest = rest.dropFirst(closing.count)
      } else {
        plain.append(character)
        rest.removeFirst()
      }
    }
    flush()
    return result + String(repeating: "}", count: open.count)
  }
}
