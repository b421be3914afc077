// SPDX-License-Identifier: MIT

public import TrineCore

/// The text of a bibliography somebody else wrote, in whatever encoding.
public struct BibliographyText: Sendable {
  /// The text; byte order marks, which files joined to one another have inside, are left out, and so is the
  /// character 0, which TeX ignores (The TeXbook, chapter 7, category 9) and other programs end a text at.
  public var text: String
  /// What was guessed or left out.
  public var warnings: [Diagnostic] = []

  /// Reads UTF-8 or, by its mark, UTF-16; a line that is neither is taken for Windows-1252, which
  /// Latin-1 is a part of.
  public init(_ bytes: [UInt8], file: String) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      text = Self.wide(bytes)
    } else if let text = String(validating: bytes, as: UTF8.self) {
      self.text = text
    } else {
      var badLines: [Int] = []
      text = Self.byLine(bytes, &badLines)
      warnings.append(.notUTF8(file, badLines))
    }
    if let zero = text.utf8.firstIndex(of: 0) {
      warnings.append(.zero(file, line: text.utf8[..<zero].count { $0 == 0x0A } + 1))
      text.unicodeScalars.removeAll { $0 == "\0" }
    }
    if text.utf8.contains(0xEF), text.unicodeScalars.contains("\u{FEFF}") {
      text.unicodeScalars.removeAll { $0 == "\u{FEFF}" }
    }
  }

  private static func wide(_ bytes: [UInt8]) -> String {
    let isLittle = bytes[0] == 0xFF
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func byLine(_ bytes: [UInt8], _ badLines: inout [Int]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0 { text.append(0x0A) }
      if String(validating: line, as: UTF8.self) != nil {
        text.append(contentsOf: line)
      } else {
        badLines.append(index + 1)
        for byte in line { text.append(contentsOf: String(scalar(byte)).utf8) }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A byte of Windows-1252; the five it leaves open are those of Latin-1.
  private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    let index = high.index(high.startIndex, offsetBy: Int(byte - 0x80))
    return high[index] == "?" ? Unicode.Scalar(byte) : high[index]
  }

  private static let high = Array("€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ".unicodeScalars)
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func zero(_ file: String, line: Int) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: line),
      "here stands the character 0, which no text has; it was left out, and any after it"
    )
  }

  fileprivate static func notUTF8(_ file: String, _ lines: [Int]) -> Diagnostic {
    let more = lines.count > 1 ? " and \((lines.count - 1).counted("more line"))" : ""
    return Diagnostic(
      at: SourceLocation(file: file, line: lines.first),
      "the line\(more) is not UTF-8 and was read as Latin-1",
      fix:
        "check the accents; if it is something else, convert it first: iconv -f SHIFT_JIS -t UTF-8"
    )
  }
}
