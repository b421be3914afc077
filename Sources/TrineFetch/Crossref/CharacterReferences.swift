// SPDX-License-Identifier: MIT

/// References to characters as HTML has them: `&amp;`, `&#233;`, `&eacute;`.
enum CharacterReferences {
  /// The text with its references decoded, and then those that come of that; what is none stays.
  ///
  /// Publishers hand over `&amp;amp;` and `&amp;lt;i&amp;gt;` often enough.
  static func decodedTwice(_ text: String) -> String {
    decoded(decoded(text))
  }

  private static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var decoded = ""
    var rest = text[...]
    while let start = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
      decoded += rest[..<start]
      rest = rest[rest.utf8.index(after: start)...]
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      if name.utf8.count <= 10, rest[name.endIndex...].first == ";",
        let character = character(String(name))
      {
        decoded.unicodeScalars.append(character)
        rest = rest[rest.index(after: name.endIndex)...]
      } else {
        decoded += "&"
      }
    }
    return decoded + rest
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
    XMLText.numbered(name) ?? named[name]
  }

  /// Those that are met in titles and names (HTML 4.01, section 24).
  private static let named: [String: Unicode.Scalar] = {
    var named: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "–", "mdash": "—",
      "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…", "bull": "•",
      "prime": "′", "times": "×", "minus": "−", "plusmn": "±", "le": "≤", "ge": "≥", "ne": "≠",
      "asymp": "≈", "infin": "∞", "sum": "∑", "radic": "√", "part": "∂", "nabla": "∇", "isin": "∈",
      "rarr": "→", "larr": "←", "harr": "↔", "trade": "™", "euro": "€", "thinsp": " ", "ensp": " ",
      "emsp": " ", "zwj": "\u{200D}", "zwnj": "\u{200C}", "shy": "\u{AD}", "oelig": "œ",
      "OElig": "Œ", "scaron": "š", "Scaron": "Š", "Yuml": "Ÿ", "fnof": "ƒ",
    ]
    for (offset, name) in latin.enumerated() { named[name] = Unicode.Scalar(UInt8(0xA0 + offset)) }
    for (offset, name) in greek.enumerated() where !name.isEmpty {
      named[name] = Unicode.Scalar(UInt16(0x3B1 + offset))
      let capital = name.prefix(1).uppercased() + name.dropFirst()
      if name != "sigmaf" { named[capital] = Unicode.Scalar(UInt16(0x391 + offset)) }
    }
    return named
  }()

  /// From U+00A0 to U+00FF.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
    icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml
    """.split(separator: " ").map(String.init)

  /// From U+03B1 to U+03C9.
  private static let greek = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf \
    sigma tau upsilon phi chi psi omega
    """.split(separator: " ").map(String.init)
}
