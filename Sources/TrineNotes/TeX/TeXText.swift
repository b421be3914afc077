// SPDX-License-Identifier: MIT

/// Text between TeX, as BibTeX files hold it, and Unicode, as notes do.
enum TeXText {
  /// TeX to Unicode: accents, letters, dashes, quotes; braces and what only changes the look fall away.
  ///
  /// A command that is not known stays as it is written, and so does a formula.
  static func unicode(_ tex: String) -> String {
    read(tex, tagged: false)
  }

  /// The same with tags for what changes the look: `\emph{Deep} nets` is `<i>Deep</i> nets`.
  static func tagged(_ tex: String) -> String {
    read(tex, tagged: true)
  }

  private static func read(_ tex: String, tagged: Bool) -> String {
    if isPlain(tex) { return tex.trimmed }
    var reader = TeXReader(tex, tagged: tagged)
    reader.readAll()
    return collapsed(reader.output)
  }

  /// Whether there is nothing to convert: no character of TeX's own, and no two of white space in a row.
  private static func isPlain(_ tex: String) -> Bool {
    var last: UInt8 = 0x20
    for byte in tex.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "~"),
        UInt8(ascii: "$"), UInt8(ascii: "`"), 0x09...0x0D:
        return false
      case UInt8(ascii: "-"), UInt8(ascii: "'"), 0x20:
        if byte == last { return false }
      default: break
      }
      last = byte
    }
    return true
  }

  /// A value that is no running text, such as a DOI or an address: only its escapes are undone.
  static func verbatim(_ tex: String) -> String {
    var text = ""
    var isEscaped = false
    for scalar in tex.unicodeScalars where !scalar.properties.isWhitespace {
      if scalar == "\\", !isEscaped {
        isEscaped = true
      } else {
        if scalar != "{", scalar != "}" { text.unicodeScalars.append(scalar) }
        isEscaped = false
      }
    }
    return text
  }

  /// Unicode to TeX: what TeX reads as a command is written so that it is read as itself.
  static func tex(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    append(text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds text as TeX to the bytes of a file.
  static func append(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    var last: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "#"),
        UInt8(ascii: "_"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"):
        if byte == last { bytes.append(contentsOf: "{}".utf8) }
        bytes.append(byte)
      case UInt8(ascii: "{"): bytes.append(contentsOf: "{\\textbraceleft}".utf8)
      case UInt8(ascii: "}"): bytes.append(contentsOf: "{\\textbraceright}".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "{\\textbackslash}".utf8)
      case UInt8(ascii: "~"): bytes.append(contentsOf: "{\\textasciitilde}".utf8)
      case UInt8(ascii: "^"): bytes.append(contentsOf: "{\\textasciicircum}".utf8)
      default: bytes.append(byte)
      }
      last = byte
    }
  }

  /// Whether a formula says the same without its dollars.
  static func isSimple(formula: some Sequence<Unicode.Scalar>) -> Bool {
    formula.allSatisfy { !"\\^_{}".unicodeScalars.contains($0) }
  }

  /// Each run of ASCII white space as one space, none at the ends.
  private static func collapsed(_ text: String) -> String {
    text.split { $0.isASCII && $0.isWhitespace }.joined(separator: " ")
  }
}
