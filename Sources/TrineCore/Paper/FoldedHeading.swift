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

  /// The same for ASCII, which most headings are.
  private static func plainText(_ heading: some Sequence<UInt8>) -> String {
    let bytes = heading.filter { byte in
      byte != 0x20 && !(0x09...0x0D).contains(byte) && !"*_:".utf8.contains(byte)
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
