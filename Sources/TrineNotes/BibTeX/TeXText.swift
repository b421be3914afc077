// SPDX-License-Identifier: MIT

/// Text between TeX, as BibTeX files hold it, and Unicode, as notes do.
enum TeXText {
  /// TeX to Unicode: accents, letters, dashes, quotes; braces and what only changes the look fall away.
  ///
  /// A command that is not known stays as it is written, and so does a formula.
  static func unicode(_ tex: String) -> String {
    read(tex, markup: nil)
  }

  /// The same with tags for what changes the look: `\emph{Deep} nets` is `<i>Deep</i> nets`.
  static func tagged(_ tex: String) -> String {
    read(tex, markup: TeXMarkup())
  }

  private static func read(_ tex: String, markup: TeXMarkup?) -> String {
    if isPlain(tex) { return tex.trimmed }
    var reader = TeXReader(tex, markup: markup)
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

/// Reads TeX from left to right without recursion: braces fall away, however deep they nest.
///
/// It goes by scalars, for a mark behind a brace makes one character with it.
private struct TeXReader {
  let characters: [Unicode.Scalar]
  var index = 0
  var output = ""
  /// The link that is being read.
  private var link: TeXLink?
  /// Whether braces are known not to close, so that they are not sought again and again.
  private var isOpen = false
  /// What ends with which brace, where the look is asked for.
  private var markup: TeXMarkup?

  init(_ text: String, markup: TeXMarkup?) {
    characters = Array(text.unicodeScalars)
    self.markup = markup
  }

  var current: Unicode.Scalar? { index < characters.count ? characters[index] : nil }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(characters[range]))
  }

  mutating func readAll() {
    while let character = current {
      index += 1
      switch character {
      case "{": markup?.open()
      case "}":
        output += markup?.close() ?? ""
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
    output += markup?.end() ?? ""
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

// MARK: - Commands

extension TeXReader {
  private mutating func readCommand() {
    guard let character = current else {
      output += "\\"
      return
    }
    guard isCommandLetter(character) else {
      index += 1
      if let mark = TeXSymbols.accents[character] {
        output += accented(mark)
      } else {
        output +=
          TeXSymbols.signs[character.properties.isWhitespace ? " " : character] ?? "\\\(character)"
      }
      return
    }
    readNamedCommand(readName())
  }

  /// A command's name, and the space that ends it.
  private mutating func readName() -> String {
    let start = index
    while let character = current, isCommandLetter(character) { index += 1 }
    return text(start..<index)
  }

  private func isCommandLetter(_ character: Unicode.Scalar) -> Bool {
    character.isASCII && character.properties.isAlphabetic
  }

  private mutating func readNamedCommand(_ name: String) {
    if name.utf8.count == 1, let letter = name.unicodeScalars.first,
      let mark = TeXSymbols.accents[letter]
    {
      output += accented(mark)
    } else if let text = TeXSymbols.named[name] {
      output += text
      skipSpace()
    } else if markup != nil, readLook(name) {
      return
    } else if TeXSymbols.silent.contains(name) {
      skipSpace()
    } else if let count = TeXSymbols.skipped[name] {
      skipArguments(count)
    } else if current != "{" {
      output += "\\\(name)"
    } else if name == "href" {
      openLink()
    }
  }

  /// Begins the look of a command's argument or, with a switch, of what follows.
  private mutating func readLook(_ name: String) -> Bool {
    let start = index
    skipSpace()
    if let tag = TeXMarkup.switches[name] {
      output += tag.opening
      markup?.add(tag)
    } else if let tag = TeXMarkup.commands[name], current == "{" {
      index += 1
      output += tag.opening
      markup?.open(tag)
    } else {
      index = start
      return false
    }
    return true
  }

  private mutating func skipSpace() {
    while let character = current, character.properties.isWhitespace { index += 1 }
  }

  /// Steps over arguments, each in braces, as far as they are there.
  private mutating func skipArguments(_ count: Int) {
    skipSpace()
    for _ in 0..<count {
      guard current == "{", let end = closing(index) else { return }
      index = end + 1
      skipSpace()
    }
  }

  /// The letter an accent stands over: `{\"u}`, `\"{u}`, `\'\i`, `\'{\i}`; of `\"{ue}` only the first.
  ///
  /// The letter may have accents of its own: `\~{\^{e}}`.
  private mutating func accented(_ mark: Unicode.Scalar) -> String {
    var marks = [mark]
    while true {
      skipSpace()
      while current == "{" {
        index += 1
        markup?.open()
      }
      guard let inner = readMark() else { break }
      marks.append(inner)
    }
    let isAlone = current == nil || current == "}" || characters[index - 1] == "{"
    guard let letter = readLetter() ?? (isAlone ? " " : nil) else { return "" }
    return TeXSymbols.accented(letter, marks.reversed())
  }

  /// The mark of an accent command, if one stands here.
  private mutating func readMark() -> Unicode.Scalar? {
    guard current == "\\", index + 1 < characters.count,
      let mark = TeXSymbols.accents[characters[index + 1]]
    else { return nil }
    let isNamed = isCommandLetter(characters[index + 1])
    if isNamed, index + 2 < characters.count, isCommandLetter(characters[index + 2]) { return nil }
    index += 2
    return mark
  }

  private mutating func readLetter() -> Unicode.Scalar? {
    guard let character = current, character != "}", character != "{" else { return nil }
    let start = index
    index += 1
    guard character == "\\" else { return character }
    if let letter = TeXSymbols.named[readName()]?.unicodeScalars, letter.count == 1 {
      skipSpace()
      return letter.first
    }
    index = start
    return nil
  }
}

// MARK: - Links

/// `\href{address}{text}`, of which the text is being read.
private struct TeXLink {
  var address: String
  /// Where the text ends, and where it begins in the output.
  var end: Int
  var start: Int
}

extension TeXReader {
  /// Steps into the text of a link; one inside another, or without braces of its own, is none.
  private mutating func openLink() {
    guard link == nil, let address = closing(index), address + 1 < characters.count,
      characters[address + 1] == "{", let end = closing(address + 1)
    else { return }
    link = TeXLink(
      address: TeXText.verbatim(text(index + 1..<address)),
      end: end,
      start: output.utf8.count
    )
    index = address + 2
    markup?.open()
  }

  /// Names the address behind the text of a link, unless the text is the address.
  private mutating func closeLink() {
    guard let ended = link, ended.end < index else { return }
    link = nil
    let shown = String(output.utf8.dropFirst(ended.start)) ?? ""
    if shown.isEmpty {
      output += ended.address
    } else if shown != ended.address {
      output += " (\(ended.address))"
    }
  }

  /// Where the brace at an index is closed.
  private mutating func closing(_ start: Int) -> Int? {
    if isOpen { return nil }
    var depth = 0
    for index in start..<characters.count {
      if characters[index] == "{" { depth += 1 }
      if characters[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    isOpen = true
    return nil
  }
}
