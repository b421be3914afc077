// SPDX-License-Identifier: MIT

/// Reads TeX from left to right without recursion: braces fall away, however deep they nest.
///
/// It goes by scalars, for a mark behind a brace makes one character with it.
struct TeXReader {
  let characters: [Unicode.Scalar]
  var index = 0
  var output = ""
  /// The link that is being read.
  var link: TeXLink?
  /// Whether braces are known not to close, so that they are not sought again and again.
  var isUnclosed = false
  /// What ends with which brace.
  var groups = TeXGroups()
  /// Whether the look is asked for.
  let isTagged: Bool

  init(_ text: String, tagged: Bool) {
    characters = Array(text.unicodeScalars)
    isTagged = tagged
  }

  var current: Unicode.Scalar? { index < characters.count ? characters[index] : nil }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(characters[range]))
  }

  mutating func readAll() {
    while let character = current {
      index += 1
      switch character {
      case "{": groups.open()
      case "}":
        output += groups.close()
        closeLink()
      case "~": output += " "
      case "\\": readCommand()
      case "$": readFormula()
      case "-": readRun(of: "-", ["-", "–", "—"])
      case "`": readRun(of: "`", ["`", "“"])
      case "'": readRun(of: "'", ["'", "”"])
      default: output.unicodeScalars.append(character)
      }
    }
    output += groups.end()
  }

  /// Two or three of one character in a row are another.
  private mutating func readRun(of character: Unicode.Scalar, _ signs: [String]) {
    var count = 1
    while count < signs.count, current == character {
      index += 1
      count += 1
    }
    output += signs[count - 1]
  }

  /// `$…$`: a simple one loses its dollars, as in `$k$-means`; another stays a formula.
  private mutating func readFormula() {
    guard let end = characters[index...].firstIndex(of: "$") else {
      output += "$"
      return
    }
    let formula = text(index..<end)
    output += TeXText.isSimple(formula: formula.unicodeScalars) ? formula : "$\(formula)$"
    index = end + 1
  }
}
