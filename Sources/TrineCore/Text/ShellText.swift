// SPDX-License-Identifier: MIT

/// A text as a word of a command that is shown to be typed.
extension String {
  /// In quotes, whatever is in it.
  public var shellQuoted: String {
    "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }

  /// In quotes where a shell needs them.
  public var shellWord: String {
    let isPlain = utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || "-_./:+,@%=".utf8.contains(byte)
    }
    return isPlain && !isEmpty ? self : shellQuoted
  }
}
