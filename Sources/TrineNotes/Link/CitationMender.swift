// SPDX-License-Identifier: MIT

import TrineCore

/// Puts citations that letters touch into brackets, so that pandoc sees them: `は@key` becomes `は[@key]`.
public enum CitationMender {
  /// The bytes with such citations mended, where a name is that of a note; all others stay, and so do those
  /// that brackets stand around already, which may mean something else.
  public static func mended(_ bytes: [UInt8], isNote: (String) -> Bool) -> [UInt8] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
    var mended = bytes
    for link in LinkReader.links(text).reversed() where link.isGlued && link.form == .citation {
      guard isNote(link.target.name), let range = citation(around: link.bytes, bytes) else {
        continue
      }
      mended.insert(UInt8(ascii: "]"), at: range.upperBound)
      mended.insert(UInt8(ascii: "["), at: range.lowerBound)
    }
    return mended
  }

  /// The citation with its `@`, a `-` before it and braces around its key; `nil` where brackets are near.
  private static func citation(around name: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
    var (first, end) = (name.lowerBound - 1, name.upperBound)
    if first > 0, bytes[first] == UInt8(ascii: "{") {
      first -= 1
      guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return nil }
      end += 1
    }
    guard first >= 0, bytes[first] == UInt8(ascii: "@") else { return nil }
    if first > 0, bytes[first - 1] == UInt8(ascii: "-") { first -= 1 }
    let after = bytes[end...].drop { $0 == 0x20 }
    guard after.first != UInt8(ascii: "["), !isInBrackets(first, bytes) else { return nil }
    return first..<end
  }

  /// Whether a bracket that was opened in the same paragraph is not closed before a place.
  private static func isInBrackets(_ place: Int, _ bytes: [UInt8]) -> Bool {
    var depth = 0
    for index in stride(from: place - 1, through: 0, by: -1) {
      switch bytes[index] {
      case UInt8(ascii: "]"): depth += 1
      case UInt8(ascii: "[") where depth == 0: return true
      case UInt8(ascii: "["): depth -= 1
      case 0x0A where index > 0 && bytes[index - 1] == 0x0A: return false
      default: break
      }
    }
    return false
  }
}
