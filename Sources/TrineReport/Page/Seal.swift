// SPDX-License-Identifier: MIT

/// The comment at a page's end that tells whether its generated text is still as it was written.
///
/// It holds a checksum of all generated lines and, to name the line that differs, one character for
/// each: `<!-- trine: 9f86d081884c7d65 aZ3… -->`.
struct Seal: Hashable {
  private let checksum: String
  private let marks: String

  init(of lines: [PageLine]) {
    let hash = Self.hash(lines.flatMap { $0.text.utf8 + [UInt8(ascii: "\n")] })
    let digits = String(hash, radix: 16)
    checksum = String(repeating: "0", count: 16 - digits.count) + digits
    marks = lines.map { Self.mark($0.text) }.joined()
  }

  /// Reads the comment; `nil` for any other line.
  init?(_ line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 5, words[0] == "<!--", words[1] == "trine:", words[4] == "-->",
      words[2].count == 16
    else { return nil }
    checksum = String(words[2])
    marks = String(words[3])
  }

  /// The comment, with a line break.
  var line: String { "<!-- trine: \(checksum) \(marks) -->\n" }

  /// The first line that is not what was written in its place; the last one where lines were taken
  /// from the end, `nil` where nothing tells.
  func firstDifference(in lines: [PageLine]) -> PageLine? {
    let written = marks.map(String.init)
    let changed = lines.indices.first { index in
      index >= written.count || written[index] != Self.mark(lines[index].text)
    }
    if let changed { return lines[changed] }
    return lines.count < written.count ? lines.last : nil
  }
}

// MARK: - Checksum

extension Seal {
  /// FNV-1a in 64 bits: enough against accidents, and nobody gains by forging it.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  /// One of 64 characters.
  private static func mark(_ text: String) -> String {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+_")
    let hash = hash(text.utf8)
    return String(digits[Int((hash ^ (hash >> 32)) & 63)])
  }
}
