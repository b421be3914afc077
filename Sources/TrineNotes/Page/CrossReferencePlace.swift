// SPDX-License-Identifier: MIT

import Yams

/// Where the BibTeX fields of a note name another paper, by `crossref`.
enum CrossReferencePlace {
  /// A key as written and where it stands among the bytes of the page.
  typealias Place = (key: String, bytes: Range<Int>)

  private static let name = "crossref"

  /// All of them, in order.
  static func all(in page: MarkdownPage) -> [Place] {
    let lines = page.lines[page.frontMatter.yaml]
    // Few notes have one, and the YAML of thousands is not read twice for it.
    guard lines.contains(where: mayHaveName) else { return [] }
    guard let root = try? YAMLBlock.compose(lines.joined(separator: "\n") + "\n")?.mapping else {
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

  /// Where a value stands that is written as it is, with or without quotes.
  private static func place(of scalar: Node.Scalar, _ page: MarkdownPage) -> Place? {
    guard let mark = scalar.mark, !scalar.string.isEmpty,
      var first = page.byte(
        line: mark.line - 1 + page.frontMatter.yaml.lowerBound,
        scalars: mark.column - 1
      )
    else { return nil }
    if first < page.bytes.count, "\"'".utf8.contains(page.bytes[first]) { first += 1 }
    guard page.bytes[first...].starts(with: scalar.string.utf8) else { return nil }
    return (scalar.string, first..<first + scalar.string.utf8.count)
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
