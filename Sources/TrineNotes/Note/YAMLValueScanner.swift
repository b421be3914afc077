// SPDX-License-Identifier: MIT

/// Finds where the value behind a key ends, as far as YAML 1.2 (sections 7 and 8) lets bytes tell: quotes,
/// brackets, block scalars, plain text, and the remark that may follow.
struct YAMLValueScanner {
  private let bytes: [UInt8]
  private let limit: Int
  private var offset: Int
  /// Whether the value is a block scalar, of which every line below is part.
  private(set) var isBlock = false

  /// Scans what stands behind a key's colon, down to the last line that may belong to it.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    (offset, limit) = (range.lowerBound, range.upperBound)
  }

  /// The value, as far as it begins on the key's line, which ends at `lineEnd`; `nil` when nothing but
  /// a remark stands there.
  mutating func value(lineEnd: Int) -> Range<Int>? {
    let lineEnd = min(lineEnd, limit)
    while offset < lineEnd, isSpace(offset) { offset += 1 }
    guard offset < lineEnd, bytes[offset] != UInt8(ascii: "#") else { return nil }
    let first = offset
    switch bytes[first] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): skipQuotes()
    case UInt8(ascii: "["), UInt8(ascii: "{"): skipBrackets()
    default:
      isBlock = "|>".utf8.contains(bytes[first])
      offset = plainEnd(from: first, lineEnd)
    }
    return first..<offset
  }

  private func isSpace(_ place: Int) -> Bool { bytes[place] == 0x20 || bytes[place] == 0x09 }

  /// Where plain text ends: before the space that leads to a remark, or with its last letter.
  private func plainEnd(from first: Int, _ lineEnd: Int) -> Int {
    var end = first
    for place in first..<lineEnd {
      if bytes[place] == UInt8(ascii: "#"), isSpace(place - 1) { return end }
      if !isSpace(place) { end = place + 1 }
    }
    return end
  }

  private mutating func skipQuotes() {
    let quote = bytes[offset]
    offset += 1
    while offset < limit, bytes[offset] != quote {
      offset += bytes[offset] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
    }
    offset = min(offset + 1, limit)
    // A quote that is doubled is one of the text.
    if quote == UInt8(ascii: "'"), offset < limit, bytes[offset] == quote { skipQuotes() }
  }

  private mutating func skipBrackets() {
    var depth = 0
    while offset < limit {
      switch bytes[offset] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipQuotes()
        continue
      case UInt8(ascii: "#") where offset > 0 && (isSpace(offset - 1) || bytes[offset - 1] == 0x0A):
        offset = bytes[offset..<limit].firstIndex(of: 0x0A) ?? limit
        continue
      default: break
      }
      offset += 1
      if depth == 0 { return }
    }
  }
}
