// SPDX-License-Identifier: MIT

/// The look of a text, which TeX says with commands and CSL-JSON with a little HTML.
///
/// A command's tag ends with the brace of its argument, a switch's with the brace it stands in:
/// `\emph{x}` and `{\em x}` are both `<i>x</i>`.
struct TeXMarkup {
  /// What begins and ends a piece of one look.
  struct Tag {
    let opening: String
    let closing: String

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

  /// Commands that set the look of what follows up to the brace they stand in.
  static let switches: [String: Tag] = [
    "em": .italic, "it": .italic, "itshape": .italic, "sl": .italic, "slshape": .italic,
    "bf": .bold, "bfseries": .bold, "sc": .smallCapitals, "scshape": .smallCapitals,
  ]

  /// The tags that end with each open brace, the innermost last, and those that end with the text.
  private var closings: [String] = []
  private var outer = ""

  /// A brace opens, of a command's argument with its tag.
  mutating func open(_ tag: Tag? = nil) { closings.append(tag?.closing ?? "") }

  /// The tags that end with the innermost brace; none with one that was never opened.
  mutating func close() -> String { closings.popLast() ?? "" }

  /// A switch: its tag ends before those of what it stands in.
  mutating func add(_ tag: Tag) {
    if closings.isEmpty {
      outer = tag.closing + outer
    } else {
      closings[closings.count - 1] = tag.closing + closings[closings.count - 1]
    }
  }

  /// All tags that end with the text.
  func end() -> String { closings.reversed().joined() + outer }
}
