// SPDX-License-Identifier: MIT

import TrineCore

/// A place in a document of the workspace.
struct DocumentPlace {
  let file: String
  let document: DocumentText
  let position: TextPosition

  /// The line up to the place.
  var before: String {
    let line = document.line(position.line)
    return String(decoding: line.utf16.prefix(position.character), as: UTF16.self)
  }

  /// The link the place is in, if any: at its name, at `run:` or `exp:` before it, or between its name and
  /// heading.
  func link(in links: [PageLink]) -> PageLink? {
    let byte = document.byte(at: position)
    return links.first { link in
      let range = document.range(of: link)
      return (range.lowerBound...range.upperBound).contains(byte)
    }
  }
}

extension DocumentText {
  /// Where a link stands: its name with `run:` or `exp:` before it and the heading behind.
  func range(of link: PageLink) -> Range<Int> {
    let heading = link.heading.map { $0.utf8.count + 1 } ?? 0
    let end = min(bytes.count, link.bytes.upperBound + heading)
    return link.bytes.lowerBound - prefix(of: link)..<end
  }

  /// The bytes of `run:` or `exp:` with the white space behind it, where that stands before a link's name.
  private func prefix(of link: PageLink) -> Int {
    let kind: String
    switch link.target {
    case .note: return 0
    case .run: kind = "run:"
    case .experiment: kind = "exp:"
    }
    let before = bytes[..<link.bytes.lowerBound]
    let space = before.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
    let isThere = before.dropLast(space).suffix(kind.utf8.count).elementsEqual(kind.utf8)
    return isThere ? kind.utf8.count + space : 0
  }
}
