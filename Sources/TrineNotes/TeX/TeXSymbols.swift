// SPDX-License-Identifier: MIT

/// What TeX writes with a command and Unicode with a character.
enum TeXSymbols {
  /// The combining mark of an accent command: `\"`, `\'`, `\c`, `\v`.
  static let accents: [Unicode.Scalar: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}",
    "u": "\u{306}", ".": "\u{307}", "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}",
    "h": "\u{309}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}", "k": "\u{328}", "b": "\u{331}",
  ]

  /// Letters and symbols by the name of their command.
  static let named: [String: String] = [
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "ohorn": "ơ", "Ohorn": "Ơ", "uhorn": "ư", "Uhorn": "Ư", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "S": "§", "P": "¶", "pounds": "£",
    "copyright": "©", "textregistered": "®", "texttrademark": "™", "textendash": "–",
    "textemdash": "—", "dots": "…", "ldots": "…", "textellipsis": "…", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
    "textunderscore": "_", "textdollar": "$", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textless": "<", "textgreater": ">",
    "textbar": "|", "textperiodcentered": "·", "textdegree": "°", "texteuro": "€", "euro": "€",
    "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ",
    "newline": " ", "par": " ", "SS": "SS", "textmu": "\u{B5}", "guillemotleft": "«",
    "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "quotedblbase": "„", "quotesinglbase": "‚",
    "textcopyright": "©", "texttimes": "×", "textdiv": "÷", "textpm": "±", "textbullet": "•",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textordmasculine": "º",
    "textordfeminine": "ª", "textquotesingle": "'", "textquotedbl": "\"", "textsection": "§",
    "textparagraph": "¶", "textsterling": "£", "textyen": "¥", "textcent": "¢",
    "textcurrency": "¤", "textexclamdown": "¡", "textquestiondown": "¿", "textdagger": "†",
    "textdaggerdbl": "‡", "dag": "†", "ddag": "‡", "textperthousand": "‰", "textlnot": "¬",
    "textrightarrow": "→", "textleftarrow": "←", "textuparrow": "↑", "textdownarrow": "↓",
    "textasciimacron": "¯", "textasciidieresis": "¨", "textasciiacute": "´",
    "textasciigrave": "`", "textbrokenbar": "¦", "ij": "ĳ", "IJ": "Ĳ", "glqq": "„",
    "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›",
    "textnumero": "№", "textohm": "Ω", "textmusicalnote": "♪", "textvisiblespace": "␣",
  ]

  /// Commands that change the look of what follows or do nothing in a text: TeX's and LaTeX's switches, and
  /// those whose text may come without braces, such as `\emph x`.
  static let silent: Set<String> = [
    "em", "it", "bf", "sc", "tt", "rm", "sf", "sl", "bfseries", "mdseries", "itshape", "scshape",
    "slshape", "upshape", "rmfamily", "sffamily", "ttfamily", "normalfont", "tiny", "scriptsize",
    "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge", "boldmath",
    "unboldmath", "selectfont", "protect", "relax", "emph", "textbf", "textit", "textsc", "textsl",
    "texttt", "textrm", "textsf", "textup", "textmd", "textnormal",
  ]

  /// Commands whose first arguments, so many, say nothing in a text.
  static let skipped = [
    "texorpdfstring": 1, "color": 1, "textcolor": 1, "fontsize": 2, "noopsort": 1, "hspace": 1,
    "vspace": 1, "phantom": 1, "hphantom": 1, "vphantom": 1, "foreignlanguage": 1, "begin": 3,
    "end": 1, "label": 1, "selectlanguage": 1,
  ]

  /// Commands whose argument is an address.
  static let addresses: Set<String> = ["url", "nolinkurl", "path"]

  /// What a command of one character that is no letter stands for.
  static let signs: [Unicode.Scalar: String] = [
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ",
    ",": " ", ";": " ", ":": " ", "!": "", "/": "", "-": "", "\\": " ", "@": "", "(": "", ")": "",
  ]

  /// A letter with marks over or under it, the innermost first, as one character where Unicode has one.
  ///
  /// The marks under a letter compose before those over it, as in Unicode's normal form C.
  static func accented(_ letter: Unicode.Scalar, _ marks: [Unicode.Scalar]) -> String {
    var base: Unicode.Scalar = letter == "ı" ? "i" : letter == "ȷ" ? "j" : letter
    var marks = marks
    if base.properties.isWhitespace {
      guard let sign = marks.first.flatMap({ spacing[$0] })?.unicodeScalars.first else { return "" }
      base = sign
      marks.removeFirst()
    }
    var text = String(base)
    for mark in marks.sorted(by: isUnder) {
      text.unicodeScalars.append(mark)
      guard let character = text.first, text.count == 1 else { continue }
      text = composed[character].map(String.init) ?? text
    }
    return text
  }

  private static func isUnder(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    left.properties.canonicalCombiningClass < right.properties.canonicalCombiningClass
  }

  /// An accent over nothing: `\~{}`.
  private static let spacing: [Unicode.Scalar: String] = [
    "\u{300}": "`", "\u{301}": "´", "\u{302}": "^", "\u{303}": "~", "\u{304}": "¯",
    "\u{308}": "¨", "\u{327}": "¸",
  ]

  /// Latin letters with marks, by themselves: equal characters look each other up however they are
  /// composed, so that the value is the composed form of the key.
  private static let composed: [Character: Character] = {
    let scalars = Array(0xC0...0x24F) + Array(0x1E00...0x1EFF)
    let letters = scalars.compactMap { Unicode.Scalar(UInt32($0)).map(Character.init) }
    return Dictionary(letters.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
  }()
}
