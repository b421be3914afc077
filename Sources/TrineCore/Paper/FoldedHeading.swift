// SPDX-License-Identifier: MIT

/// Headings as they are compared: lower case, half width, without spaces, emphasis and colons.
public enum FoldedHeading {
  /// The form in which two headings that mean the same are the same.
  ///
  /// An index asks for it some times a page: what has no case and is no space is not looked up.
  public static func text(_ heading: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(heading.utf8.count)
    var mayHaveCase = false
    for scalar in heading.unicodeScalars {
      if scalar.isASCII {
        append(UInt8(truncatingIfNeeded: scalar.value), to: &bytes)
      } else if (0xFF01...0xFF5E).contains(scalar.value) {
        append(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0), to: &bytes)
      } else if isJapanese(scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else if !scalar.properties.isWhitespace {
        mayHaveCase = true
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    let folded = String(decoding: bytes, as: UTF8.self)
    return mayHaveCase ? folded.lowercased() : folded
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case 0x20, 0x09...0x0D, asterisk, underscore, colon: return
    case capitals: bytes.append(byte | 0x20)
    default: bytes.append(byte)
    }
  }

  /// Kana and ideographs, which have one case.
  private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    (0x3041...0x30FF).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
  }

  private static let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
  private static let asterisk = UInt8(ascii: "*")
  private static let underscore = UInt8(ascii: "_")
  private static let colon = UInt8(ascii: ":")
}
