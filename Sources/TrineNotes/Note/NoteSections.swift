// SPDX-License-Identifier: MIT

/// A known section of a note: its heading's line and the lines below it.
struct NoteSection {
  /// The heading's line in the file, from 1.
  var number: Int
  var lines: [MarkdownLine]

  /// The text without comments and without blank lines around it.
  var text: String {
    let kept = lines.filter { $0.kind != .comment }.map(\.text)
    guard let first = kept.firstIndex(where: { !$0.isBlank }),
      let last = kept.lastIndex(where: { !$0.isBlank })
    else { return "" }
    return kept[first...last].joined(separator: "\n")
  }
}

/// The sections of a note by their headings.
///
/// A section ends at the next heading of its own level or above; deeper headings are part of it. Of two
/// sections with one heading the first counts.
struct NoteSections {
  private(set) var known: [NoteHeading: NoteSection] = [:]
  /// The first heading of level 1: what a note without front matter calls itself.
  private(set) var topTitle: String?

  init(_ outline: MarkdownOutline) {
    var open: (heading: NoteHeading, level: Int, section: NoteSection)?
    for line in outline.lines {
      if case .heading(let level, let title) = line.kind {
        if level == 1 { topTitle = topTitle ?? title }
        let heading = NoteHeading(title)
        if heading != nil || level <= open?.level ?? 0 {
          close(open.map { ($0.heading, $0.section) })
          open = heading.map { ($0, level, NoteSection(number: line.number, lines: [])) }
          continue
        }
      }
      // More of the section's own heading is no text of it.
      if line.kind == .restOfHeading, open?.section.lines.isEmpty == true { continue }
      open?.section.lines.append(line)
    }
    close(open.map { ($0.heading, $0.section) })
  }

  private mutating func close(_ section: (NoteHeading, NoteSection)?) {
    guard let section, known[section.0] == nil else { return }
    known[section.0] = section.1
  }

  subscript(heading: NoteHeading) -> NoteSection? { known[heading] }
}
