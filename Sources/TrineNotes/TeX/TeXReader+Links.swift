// SPDX-License-Identifier: MIT

/// `\href{address}{text}`, of which the text is being read.
struct TeXLink {
  var address: String
  /// Where the text ends, and where it begins in the output.
  var end: Int
  var start: Int
}

extension TeXReader {
  /// Steps into the text of a link; one inside another, or without braces of its own, is none.
  mutating func openLink() {
    guard link == nil, let address = closing(index), address + 1 < characters.count,
      characters[address + 1] == "{", let end = closing(address + 1)
    else { return }
    link = TeXLink(
      address: TeXText.verbatim(text(index + 1..<address)),
      end: end,
      start: output.utf8.count
    )
    index = address + 2
    groups.open()
  }

  /// Reads the address of `\url{…}`, in which nothing is a command and `~` no space.
  /// - Returns: whether it has its braces.
  mutating func readAddress() -> Bool {
    guard current == "{", let end = closing(index) else { return false }
    output += TeXText.verbatim(text(index + 1..<end))
    index = end + 1
    return true
  }

  /// Names the address behind the text of a link, unless the text is the address.
  mutating func closeLink() {
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
  mutating func closing(_ start: Int) -> Int? {
    if isUnclosed { return nil }
    var depth = 0
    for index in start..<characters.count {
      if characters[index] == "{" { depth += 1 }
      if characters[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    isUnclosed = true
    return nil
  }
}
