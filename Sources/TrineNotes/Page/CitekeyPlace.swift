// SPDX-License-Identifier: MIT

/// Where a note's front matter names its citation key.
public enum CitekeyPlace {
  /// The key as written and its bytes; `nil` when there is none.
  public static func find(in text: String) -> (key: String, bytes: Range<Int>)? {
    let page = MarkdownPage(text)
    let name = "citekey:"
    guard
      let index = page.frontMatter.yaml.first(where: { page.lines[$0].hasPrefix(name) })
    else { return nil }
    let line = page.lines[index]
    let start = page.text.utf8.distance(from: page.text.startIndex, to: line.startIndex)
    let value = line.utf8.dropFirst(name.utf8.count).drop { " \t\"'".utf8.contains($0) }
    let key = value.prefix { !" \t\"'#".utf8.contains($0) }
    guard !key.isEmpty else { return nil }
    let first = start + line.utf8.distance(from: line.startIndex, to: key.startIndex)
    return (String(Substring(key)), first..<first + key.count)
  }
}
