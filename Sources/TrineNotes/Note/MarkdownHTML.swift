// SPDX-License-Identifier: MIT

/// Blocks of HTML among Markdown (CommonMark 0.31, section 4.6).
enum MarkdownHTML {
  private static let raw = ["pre", "script", "style", "textarea"]

  /// The name of a tag that text begins with and whose text is raw, links and all; `nil` for other text.
  static func rawTag(_ content: Substring) -> String? {
    guard content.utf8.first == UInt8(ascii: "<") else { return nil }
    let name = content.dropFirst().prefix { $0.isASCII && $0.isLetter }.lowercased()
    return raw.contains(name) && beginsWithTag(content) ? name : nil
  }

  /// Whether a line closes such a tag.
  static func closes(_ name: String, _ line: Substring) -> Bool {
    line.hasBytes(of: "</") && line.lowercased().hasBytes(of: "</\(name)>")
  }

  /// Whether a line begins with a tag, `<div …`, `</div>`, but no address (section 4.6).
  static func beginsWithTag(_ line: Substring) -> Bool {
    guard let mark = line.firstIndex(where: { !$0.isWhitespace }), line[mark] == "<" else {
      return false
    }
    let name = line[mark...].dropFirst().drop { $0 == "/" }
    let after = name.drop { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    guard name.first?.isLetter == true else { return false }
    return after.first.map { $0.isWhitespace || "/>".contains($0) } ?? true
  }
}
