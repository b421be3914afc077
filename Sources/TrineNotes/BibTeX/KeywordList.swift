// SPDX-License-Identifier: MIT

/// The keywords of an entry, commas or semicolons between; one that has such a character itself stands
/// in braces, as in BibLaTeX's lists.
enum KeywordList {
  /// The keywords in Unicode; braces around all of them, which some databases write, mean nothing.
  static func keywords(_ tex: String) -> [String] {
    var pieces = split(tex)
    if pieces.count == 1, pieces[0].hasPrefix("{"), pieces[0].hasSuffix("}") {
      pieces = split(String(pieces[0].dropFirst().dropLast()))
    }
    return pieces.map { TeXText.unicode($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The keywords as TeX.
  static func tex(_ keywords: [String]) -> String {
    let list = keywords.map { keyword in
      let tex = TeXText.tex(keyword)
      return tex.contains(where: isSeparator) ? "{\(tex)}" : tex
    }
    // Braces around the only keyword would mean nothing.
    return list.joined(separator: ", ") + (list.count == 1 && list[0].hasPrefix("{") ? "," : "")
  }

  /// What stands between separators outside braces; `\,` is a space.
  private static func split(_ tex: String) -> [String] {
    var pieces = [""]
    var (depth, isEscaped) = (0, false)
    for character in tex {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0, !isEscaped, isSeparator(character) {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return pieces.map(\.trimmed)
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == "," || character == ";"
  }
}
