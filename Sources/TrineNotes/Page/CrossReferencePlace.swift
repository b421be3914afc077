// SPDX-License-Identifier: MIT

/// Where the BibTeX fields of a note name another paper, by `crossref`.
public enum CrossReferencePlace {
  /// Where a key stands among the bytes of a note's text.
  public static func ranges(of key: String, in text: String) -> [Range<Int>] {
    let page = MarkdownPage(text)
    let name = "crossref:"
    return page.frontMatter.yaml.compactMap { index in
      let line = page.lines[index]
      let field = line.drop { $0 == " " || $0 == "\t" }
      guard field.startIndex > line.startIndex,
        field.prefix(name.count).lowercased() == name
      else { return nil }
      let value = field.utf8.dropFirst(name.utf8.count).drop { " \t\"'".utf8.contains($0) }
      let word = value.prefix { !" \t\"'#".utf8.contains($0) }
      guard word.elementsEqual(key.utf8) else { return nil }
      let first = page.text.utf8.distance(from: page.text.startIndex, to: word.startIndex)
      return first..<first + word.count
    }
  }
}
