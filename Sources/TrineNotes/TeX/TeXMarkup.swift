// SPDX-License-Identifier: MIT

/// The look of a text, which TeX says with commands and CSL-JSON with a little HTML.
///
/// A command's tag ends with the brace of its argument, a switch's with the brace it stands in:
/// `\emph{x}` and `{\em x}` are both `<i>x</i>`.
enum TeXMarkup {
  /// What begins and ends a piece of a text.
  struct Tag {
    let opening: String
    let closing: String

    init(_ opening: String, _ closing: String) { (self.opening, self.closing) = (opening, closing) }

    fileprivate init(_ name: String) { (opening, closing) = ("<\(name)>", "</\(name)>") }

    fileprivate init(style: String) {
      (opening, closing) = ("<span style=\"\(style)\">", "</span>")
    }

    fileprivate static let italic = Self("i")
    fileprivate static let bold = Self("b")
    fileprivate static let smallCapitals = Self(style: "font-variant:small-caps;")
    fileprivate static let raised = Self("sup")
    fileprivate static let lowered = Self("sub")
  }

  /// Commands that set the look of their argument: LaTeX's and BibLaTeX's.
  static let commands: [String: Tag] = [
    "emph": .italic, "textit": .italic, "textsl": .italic, "mkbibemph": .italic,
    "mkbibitalic": .italic, "textbf": .bold, "mkbibbold": .bold, "textsc": .smallCapitals,
    "textsuperscript": .raised, "mkbibsuperscript": .raised, "textsubscript": .lowered,
    "mkbibsubscript": .lowered,
  ]

  /// Commands of BibLaTeX that put signs around their argument, whatever the look.
  static let signs: [String: Tag] = ["mkbibparens": Tag("(", ")"), "mkbibbrackets": Tag("[", "]")]

  /// Commands of csquotes and BibLaTeX that put their argument in quotation marks.
  static let quotes: Set<String> = ["enquote", "mkbibquote"]

  /// Commands that set the look of what follows up to the brace they stand in.
  static let switches: [String: Tag] = [
    "em": .italic, "it": .italic, "itshape": .italic, "sl": .italic, "slshape": .italic,
    "bf": .bold, "bfseries": .bold, "sc": .smallCapitals, "scshape": .smallCapitals,
  ]
}
