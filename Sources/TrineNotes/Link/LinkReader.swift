// SPDX-License-Identifier: MIT

public import TrineCore

/// Finds the links of a page.
public enum LinkReader {
  /// The links of a Markdown text in order: none in code, comments and the front matter, but for the
  /// `crossref` of a paper.
  /// - Parameters:
  ///   - text: The text.
  ///   - file: Its file, relative to the workspace, from which addresses lead on; without, none does.
  /// - Returns: the links.
  public static func links(_ text: String, file: String? = nil) -> [PageLink] {
    links(in: MarkdownPage(text), file: file)
  }

  /// The addresses in a text that lead to files of the workspace, in order.
  public static func addresses(_ text: String, file: String) -> [PageAddress] {
    let page = MarkdownPage(text)
    return stretches(page).flatMap { addresses(InlineScanner(page.bytes, $0.bytes), page, file) }
  }

  static func links(in page: MarkdownPage, file: String?) -> [PageLink] {
    var links = crossReferences(page, file)
    var places = PlaceCursor(page)
    for stretch in stretches(page) {
      let scanner = InlineScanner(page.bytes, stretch.bytes)
      let addressed = addresses(scanner, page, file).compactMap(match)
      let matches = addressed.isEmpty ? scanner.matches : (scanner.matches + addressed).inOrder
      for match in matches {
        links.append(link(match, places.place(of: match.bytes.lowerBound), stretch))
      }
    }
    return links
  }

  private static func addresses(
    _ scanner: InlineScanner,
    _ page: MarkdownPage,
    _ file: String?
  ) -> [PageAddress] {
    guard let file else { return [] }
    return scanner.addresses.compactMap { PageAddress($0, in: page.bytes, of: file) }
  }

  /// An address as a link; `nil` when it leads to no note or topic.
  private static func match(_ address: PageAddress) -> InlineScanner.Match? {
    address.target.map {
      InlineScanner.Match(
        target: $0,
        heading: address.fragment,
        form: .address,
        bytes: address.stem
      )
    }
  }

  /// The papers that a paper takes fields from, by BibTeX's rules.
  private static func crossReferences(_ page: MarkdownPage, _ file: String?) -> [PageLink] {
    guard file?.hasPrefix("\(Workspace.papers)/") == true else { return [] }
    var places = PlaceCursor(page)
    return CrossReferencePlace.all(in: page).map { key, bytes in
      let place = places.place(of: bytes.lowerBound)
      return PageLink(
        .note(key),
        form: .field,
        line: place.line,
        column: place.column,
        bytes: bytes
      )
    }
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

extension [InlineScanner.Match] {
  fileprivate var inOrder: [InlineScanner.Match] {
    sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
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
    for line in page.outline.lines {
      let bytes = page.bytes(of: line)
      if line.isContinuation, let last = stretches.indices.last {
        stretches[last].bytes = stretches[last].bytes.lowerBound..<bytes.upperBound
      } else if line.kind != .code, line.kind != .comment, !bytes.isEmpty {
        stretches.append(Stretch(bytes: bytes, isCriticism: criticisms.contains(line.number)))
      }
    }
    return stretches
  }
}
