// SPDX-License-Identifier: MIT

/// White space in a value as BibTeX reads it: a run is one space, none stands at the ends.
///
/// Only an empty line stays one: abstracts have paragraphs.
enum BibTeXSpace {
  /// The text of a value's bytes.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    isTidy(bytes)
      ? String(decoding: bytes, as: UTF8.self) : String(decoding: tidied(bytes), as: UTF8.self)
  }

  private static func isTidy(_ bytes: ArraySlice<UInt8>) -> Bool {
    var isAfterSpace = true
    for byte in bytes {
      guard byte.isSpace else {
        isAfterSpace = false
        continue
      }
      if isAfterSpace || byte != 0x20 { return false }
      isAfterSpace = true
    }
    return bytes.isEmpty || !isAfterSpace
  }

  private static func tidied(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var tidied: [UInt8] = []
    tidied.reserveCapacity(bytes.count)
    var (spaces, lineBreaks) = (0, 0)
    for byte in bytes {
      if byte.isSpace {
        spaces += 1
        if byte == 0x0A { lineBreaks += 1 }
        continue
      }
      if spaces > 0, !tidied.isEmpty {
        tidied.append(contentsOf: lineBreaks > 1 ? [0x0A, 0x0A] : [0x20])
      }
      (spaces, lineBreaks) = (0, 0)
      tidied.append(byte)
    }
    return tidied
  }
}
