// SPDX-License-Identifier: MIT

import TrineCore

/// What takes the place of some bytes of a template.
struct TemplateEdit {
  let range: Range<Int>
  let text: String

  init(_ range: Range<Int>, _ text: String) {
    (self.range, self.text) = (range, text)
  }
}

/// Where the text of a section goes in a template.
struct TemplateRoom {
  /// A section that can be filled in.
  enum Part: Hashable {
    case section(NoteHeading)
    case abstract

    /// Recognises a heading.
    init?(_ title: String) {
      if let heading = NoteHeading(title) {
        self = .section(heading)
      } else if AbstractSection.isTitle(title) {
        self = .abstract
      } else {
        return nil
      }
    }

    /// The heading as Trine writes it.
    func title(in language: Language) -> String {
      switch self {
      case .section(let heading): heading.title(in: language)
      case .abstract: AbstractSection.title(in: language)
      }
    }
  }

  /// The byte before which the text goes.
  private(set) var place: Int
  /// Whether a blank line has to keep it from the text above.
  private var isBelowText = false
  /// Whether a blank line has to keep it from the heading below, which would else begin with it.
  private var isAboveTitle = false
  /// The lines of a list whose place it takes.
  private var list: [Range<Int>] = []

  /// What puts a text there.
  /// - Parameters:
  ///   - text: The text.
  ///   - isOpen: Whether the line above has no end.
  /// - Returns: the edits.
  func edits(_ text: String, isOpen: Bool) -> [TemplateEdit] {
    let above = (isOpen ? "\n" : "") + (isBelowText ? "\n" : "")
    let below = isAboveTitle ? "\n" : ""
    let filling = TemplateEdit(place..<place, "\(above)\(text)\n\(below)")
    return [filling] + list.map { TemplateEdit($0, "") }
  }
}

// MARK: - Finding

extension TemplateRoom {
  /// The rooms of a template; of two sections of one kind, the first.
  static func all(in page: MarkdownPage) -> [Part: TemplateRoom] {
    var rooms: [Part: TemplateRoom] = [:]
    var part: Part?
    var lines: [MarkdownLine] = []
    for (index, line) in page.outline.lines.enumerated() {
      if case .heading(_, let title) = line.kind {
        if let part, rooms[part] == nil {
          rooms[part] = TemplateRoom(part, lines, page)
          rooms[part]?.isAboveTitle = lines.last?.text.isBlank == false && page.isUnderlined(index)
        }
        part = Part(title)
        lines = []
      }
      lines.append(line)
    }
    if let part, rooms[part] == nil { rooms[part] = TemplateRoom(part, lines, page) }
    return rooms
  }

  /// The room below a heading, which is the first of the lines.
  private init(_ part: Part, _ lines: [MarkdownLine], _ page: MarkdownPage) {
    if part == .section(.threeLines) { list = Self.list(lines).map(page.wholeBytes) }
    if let first = list.first {
      place = first.lowerBound
      return
    }
    let last = lines.last { !$0.text.isBlank }
    place = last.map { page.wholeBytes(of: $0).upperBound } ?? page.bytes.count
    isBelowText = last?.kind == .text
  }

  /// The lines that begin a list's items, and those that go on with them or are indented below.
  private static func list(_ lines: [MarkdownLine]) -> [MarkdownLine] {
    var isInItem = false
    return lines.filter { line in
      guard line.kind == .text, !line.text.isBlank else { return false }
      let cursor = LineCursor(line.text)
      let isItem = cursor.indent <= 3 && cursor.itemMarker(interrupts: false) != nil
      isInItem = isItem || (isInItem && (line.isContinuation || cursor.indent > 1))
      return isInItem
    }
  }
}

extension MarkdownPage {
  /// Whether the heading at a place among the lines goes on below.
  fileprivate func isUnderlined(_ index: Int) -> Bool {
    outline.lines.dropFirst(index + 1).first?.kind == .restOfHeading
  }

  /// Where a line stands with its end.
  fileprivate func wholeBytes(of line: MarkdownLine) -> Range<Int> {
    let text = bytes(of: line)
    let end = bytes[text.upperBound...].prefix(2).firstIndex(of: 0x0A)
    return text.lowerBound..<(end.map { $0 + 1 } ?? bytes.count)
  }
}
