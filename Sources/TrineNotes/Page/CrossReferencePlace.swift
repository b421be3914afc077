// SPDX-License-Identifier: MIT

/// Where the BibTeX fields of a note name another paper, by `crossref` and its like.
public enum CrossReferencePlace {
  /// Where a key stands among the bytes of a note's text, in whatever case: BibTeX's keys have none.
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
