// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// Where the BibTeX fields of a note name another paper, by `crossref`.
public enum CrossReferencePlace {
  /// A key as written and where it stands among the bytes of the page.
  typealias Place = (key: String, bytes: Range<Int>)

  private static let name = "crossref"

  /// All of them, in order.
  static func all(in page: MarkdownPage) -> [Place] {
    let lines = page.lines[page.frontMatter.yaml]
    // Few notes have one, and the YAML of thousands is not read twice for it.
    guard lines.contains(where: mayHaveName) else { return [] }
    let text = withoutOddBreaks(lines.joined(separator: "\n") + "\n")
    guard let root = try? YAMLBlock.compose(text)?.mapping else {
      return lines.indices.compactMap { place(inLine: $0, page) }
    }
    let values = (root["bibtex"]?.mapping ?? [:]).filter { key, _ in
      key.scalar?.string.lowercased() == name
    }
    return values.flatMap { _, value in value.sequence.map(Array.init) ?? [value] }
      .compactMap { $0.scalar.flatMap { place(of: $0, page) } }
  }

  /// A look for three letters first: lower case is dear where thousands of notes are read.
  private static func mayHaveName(_ line: Substring) -> Bool {
    (line.hasBytes(of: "oss") || line.hasBytes(of: "OSS")) && line.lowercased().hasBytes(of: name)
  }

  /// The same scalars without those that end lines for libyaml and for no editor.
  private static func withoutOddBreaks(_ text: String) -> String {
    let odd: Set<Unicode.Scalar> = ["\u{85}", "\u{2028}", "\u{2029}"]
    guard text.unicodeScalars.contains(where: odd.contains) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { odd.contains($0) ? " " : $0 }))
  }

  private static func place(of scalar: Node.Scalar, _ page: MarkdownPage) -> Place? {
    guard let mark = scalar.mark, !scalar.string.isEmpty,
      let value = page.byte(
        line: mark.line - 1 + page.frontMatter.yaml.lowerBound,
        scalars: mark.column - 1
      )
    else { return nil }
    return (scalar.string, YAMLName.range(of: scalar.string, from: value, in: page.bytes))
  }

  /// The same in a front matter that is no YAML as a whole: an indented line that is the field.
  private static func place(inLine index: Int, _ page: MarkdownPage) -> Place? {
    let line = page.lines[index]
    let field = line.drop { $0 == " " || $0 == "\t" }
    guard field.startIndex > line.startIndex,
      field.prefix(name.count + 1).lowercased() == "\(name):"
    else { return nil }
    let value = field.utf8.dropFirst(name.utf8.count + 1).drop { " \t\"'".utf8.contains($0) }
    let key = value.prefix { !" \t\"'#".utf8.contains($0) }
    guard !key.isEmpty else { return nil }
    let first = page.text.utf8.distance(from: page.text.startIndex, to: key.startIndex)
    return (String(Substring(key)), first..<first + key.count)
  }
}

// MARK: - One key, wherever it is named

extension CrossReferencePlace {
  /// Where a key stands among the bytes of a note's text, by `crossref`, `xdata` and their like, in whatever case: BibTeX's keys have none.
  public static func ranges(of key: String, in text: String) -> [Range<Int>] {
    let page = MarkdownPage(text)
    let bytes = page.text.utf8
    return page.frontMatter.yaml.flatMap { index -> [Range<Int>] in
      guard let value = value(of: page.lines[index]) else { return [] }
      return words(value).filter { lowercased($0).elementsEqual(lowercased(key.utf8[...])) }.map {
        let first = bytes.distance(from: bytes.startIndex, to: $0.startIndex)
        return first..<first + $0.count
      }
    }
  }

  /// What stands behind such a field's name on an indented line, without a remark.
  private static func value(of line: Substring) -> Substring.UTF8View? {
    let field = line.drop { $0 == " " || $0 == "\t" }
    guard field.startIndex > line.startIndex, let colon = field.utf8.firstIndex(of: 0x3A),
      KeyReferences.names.contains(field[..<colon].lowercased())
    else { return nil }
    return field.utf8[field.utf8.index(after: colon)...].prefix { $0 != UInt8(ascii: "#") }
  }

  private static func words(_ value: Substring.UTF8View) -> [Substring.UTF8View] {
    value.split { " \t\"',[]".utf8.contains($0) }
  }

  private static func lowercased(_ bytes: Substring.UTF8View) -> some Sequence<UInt8> {
    bytes.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
