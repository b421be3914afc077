// SPDX-License-Identifier: MIT

/// Headings as they are compared: lower case, half width, without spaces, emphasis and colons.
public enum FoldedHeading {
  /// The form in which two headings that mean the same are the same.
  public static func text(_ heading: some StringProtocol) -> String {
    if heading.utf8.allSatisfy({ $0 < 0x80 }) { return plainText(heading.utf8) }
    var folded = String.UnicodeScalarView()
    for scalar in heading.unicodeScalars where !scalar.properties.isWhitespace {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      let half = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      if !"*_:".unicodeScalars.contains(half) { folded.append(half) }
    }
    return String(folded).lowercased()
  }

  /// The same for ASCII, which most headings are: an index asks for it some times a heading.
  private static func plainText(_ heading: some Collection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(heading.count)
    for byte in heading {
      switch byte {
      case 0x20, 0x09...0x0D, asterisk, underscore, colon: continue
      case capitals: bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
  private static let asterisk = UInt8(ascii: "*")
  private static let underscore = UInt8(ascii: "_")
  private static let colon = UInt8(ascii: ":")
}
