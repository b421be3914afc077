// SPDX-License-Identifier: MIT

public import TrineCore

/// Finds the links of a page.
public enum LinkReader {
  /// The links of a Markdown text in order: none in code, comments and the front matter.
  public static func links(_ text: String) -> [PageLink] {
    links(in: MarkdownPage(text))
  }

  /// Where the addresses of a text's links `[text](address)` stand among its bytes.
  public static func addresses(_ text: String) -> [Range<Int>] {
    let page = MarkdownPage(text)
    return stretches(page).flatMap { InlineScanner(page.bytes, $0.bytes).addresses }
  }

  static func links(in page: MarkdownPage) -> [PageLink] {
    var links: [PageLink] = []
    var places = PlaceCursor(page)
    for stretch in stretches(page) {
      for match in InlineScanner(page.bytes, stretch.bytes).matches {
        links.append(link(match, places.place(of: match.bytes.lowerBound), stretch))
      }
    }
    return links
  }

  private static func link(
    _ match: InlineScanner.Match,
    _ place: (line: Int, column: Int),
    _ stretch: Stretch
  ) -> PageLink {
    var link = PageLink(
      match.target,
      heading: match.heading,
      form: match.form,
      line: place.line,
      column: place.column,
      bytes: match.bytes
    )
    link.isGlued = match.isGlued
    link.isCriticism = stretch.isCriticism
    return link
  }
}

// MARK: - Stretches

extension LinkReader {
  /// Lines that belong together, so that code spans may go over their ends.
  private struct Stretch {
    var bytes: Range<Int>
    var isCriticism: Bool
  }

  private static func stretches(_ page: MarkdownPage) -> [Stretch] {
    let criticisms = Set(page.sections[.criticises]?.lines.map(\.number) ?? [])
    var stretches: [Stretch] = []
    var isOpen = false
    for line in page.outline.lines {
      let bytes = page.bytes(of: line)
      switch line.kind {
      case .text where !bytes.isEmpty:
        if isOpen {
          let last = stretches.count - 1
          stretches[last].bytes = stretches[last].bytes.lowerBound..<bytes.upperBound
        } else {
          stretches.append(Stretch(bytes: bytes, isCriticism: criticisms.contains(line.number)))
        }
        isOpen = !line.text.isBlank
      case .heading:
        stretches.append(Stretch(bytes: bytes, isCriticism: criticisms.contains(line.number)))
        isOpen = false
      default: isOpen = false
      }
    }
    return stretches
  }
}
