// SPDX-License-Identifier: MIT

import TrineCore

/// An address that leads to another file of the workspace, from a Markdown link `[text](address)` or a
/// definition `[label]: address` (CommonMark 0.31, sections 6.3 and 4.7).
public struct PageAddress: Hashable, Sendable {
  /// The file it leads to, relative to the workspace; it need not be there.
  public let file: String
  /// What stands behind `#`.
  public let fragment: String?
  /// Where the file's name without its ending stands among the bytes of the page.
  public let stem: Range<Int>
  /// Where that name stands in the link's text, when this is it, as in `[key](key.md)`, or it and a claim or
  /// heading, as in `[key#claim](key.md)`.
  public let label: Range<Int>?

  /// Reads what stands between the brackets; `nil` for an address on the web, and for one that leads out
  /// of the workspace or to something without an ending.
  init?(_ place: Range<Int>, in bytes: [UInt8], of page: String) {
    let rest = bytes[place].drop { $0 <= 0x20 }
    let isBracketed = rest.first == UInt8(ascii: "<")
    let address =
      isBracketed
      ? rest.dropFirst().prefix { $0 != UInt8(ascii: ">") } : rest.prefix { $0 > 0x20 }
    let path = address.prefix { !"#?".utf8.contains($0) }
    let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
    guard path.first != UInt8(ascii: "/"), path.firstRange(of: "://".utf8) == nil,
      let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      let file = Self.resolved(Self.decoded(path), from: page)
    else { return nil }
    self.file = file
    stem = name.startIndex..<dot
    let fragment = address.drop { $0 != UInt8(ascii: "#") }.dropFirst()
    self.fragment = fragment.isEmpty ? nil : Self.decoded(fragment)
    label = Self.label(before: place.lowerBound, bytes, named: name[..<dot])
  }

  /// The name in the text of a link whose address begins at a place.
  private static func label(
    before place: Int,
    _ bytes: [UInt8],
    named name: ArraySlice<UInt8>
  ) -> Range<Int>? {
    guard place >= 2, bytes[(place - 2)..<place].elementsEqual("](".utf8),
      let bracket = bytes[..<(place - 2)].lastIndex(of: UInt8(ascii: "["))
    else { return nil }
    let text = bytes[(bracket + 1)..<(place - 2)].prefix { $0 != UInt8(ascii: "#") }
    return text.elementsEqual(name) ? text.startIndex..<text.endIndex : nil
  }

  /// Without `.` and `..`; `nil` for a path that leads out of the workspace.
  private static func resolved(_ path: String, from page: String) -> String? {
    var parts = page.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  /// With `%20` and its like as the bytes they stand for.
  private static func decoded(_ address: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = address
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension PageAddress {
  /// The note or topic it leads to; `nil` for any other file.
  var target: LinkTarget? {
    let name = NoteFileName(file)
    switch file {
    case "\(Workspace.papers)/\(name.stem).md": return .note(name.key.description)
    case "\(Workspace.topics)/\(name.stem).md": return .note(name.stem)
    default: return nil
    }
  }
}
