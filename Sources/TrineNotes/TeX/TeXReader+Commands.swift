// SPDX-License-Identifier: MIT

extension TeXReader {
  mutating func readCommand() {
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
    } else if readArgument(name) || isTagged && readLook(name) {
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

  /// Begins an argument that signs stand around, or reads an address.
  private mutating func readArgument(_ name: String) -> Bool {
    if TeXSymbols.addresses.contains(name) { return readAddress() }
    let start = index
    let tag = TeXMarkup.signs[name]
    guard tag != nil || TeXMarkup.quotes.contains(name) else { return false }
    let isInner = current == "*"
    if isInner { index += 1 }
    skipSpace()
    guard current == "{" else {
      index = start
      return false
    }
    index += 1
    output += tag?.opening ?? groups.openQuote(inner: isInner ? 1 : 0)
    if let tag { groups.open(tag) }
    return true
  }

  /// Begins the look of a command's argument or, with a switch, of what follows.
  private mutating func readLook(_ name: String) -> Bool {
    let start = index
    skipSpace()
    if let tag = TeXMarkup.switches[name] {
      output += tag.opening
      groups.add(tag)
    } else if let tag = TeXMarkup.commands[name], current == "{" {
      index += 1
      output += tag.opening
      groups.open(tag)
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
        groups.open()
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
