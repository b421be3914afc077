// SPDX-License-Identifier: MIT

public import TrineCore

/// Reads a paper note: front matter, three lines, what it criticises, what it contributes.
///
/// A note whose status is `to-read` or `reading` may leave its sections empty; from `read` on it must
/// have exactly three lines and both sections filled. A summary of one, two or four lines is told in
/// every status.
public enum PaperNoteParser {
  /// What the note says, and its first problem in words if it has one.
  ///
  /// It never fails: of a note that does not pass its checks, `note` holds what could be read, under the
  /// citation key of the file's name.
  public static func entry(_ text: String, file: String) -> PaperEntry {
    let (note, findings) = read(MarkdownPage(text), file: file)
    return PaperEntry(note: note, file: file, problem: problem(findings))
  }

  /// Everything wrong with a note, in the order of its lines.
  public static func diagnostics(_ text: String, file: String) -> [Diagnostic] {
    read(MarkdownPage(text), file: file).findings
  }

  static func read(
    _ page: MarkdownPage,
    file: String
  ) -> (note: PaperNote, findings: [Diagnostic]) {
    var fields = NoteFields(page.lines, page.frontMatter, file: file)
    var note = bibliography(&fields)
    if note.title.isEmpty { note.title = page.sections.topTitle ?? "" }
    let findings = fields.findings + body(page.sections, into: &note, file: file)
    return (note, findings.inOrder)
  }

  /// The first of some findings in words, and how many more there are.
  static func problem(_ findings: [Diagnostic]) -> String? {
    guard let first = findings.first else { return nil }
    let place = first.location?.line.map { "line \($0): " } ?? ""
    let more = findings.count > 1 ? " (and \(findings.count - 1) more)" : ""
    return place + first.message + more
  }
}

// MARK: - Front matter

extension PaperNoteParser {
  private static func bibliography(_ fields: inout NoteFields) -> PaperNote {
    let name = NoteFileName(fields.file)
    if !name.isKey { fields.tell("") { .notAKey(name, $0) } }
    var note = PaperNote(citekey: name.key, title: fields.text("title") ?? "")
    if note.title.isEmpty { fields.missing("title") }
    if let given = fields.text("citekey"), name.isKey, given != name.key.description {
      fields.tell("citekey") { .otherKey(given, name, $0) }
    }
    note.aliases = fields.list("aliases")
    note.authors = fields.list("authors")
    note.year = fields.value("year", { _ in "a number such as 2016" }, year)
    note.venue = fields.text("venue")
    note.arxiv = fields.text("arxiv")
    note.doi = fields.text("doi")
    note.tags = fields.list("tags")
    note.status = fields.value("status", status, ReadingStatus.init(rawValue:)) ?? .toRead
    note.added = fields.value("added", { _ in "a day such as 2026-11-23" }, { Day($0) })
    note.read = fields.value("read", { _ in "a day such as 2026-11-23" }, { Day($0) })
    note.priority = fields.value(
      "priority",
      { _ in "a whole number, 1 for the first" },
      { Int($0).flatMap { $0 > 0 ? $0 : nil } }
    )
    note.bibtex = fields.bibtex()
    return note
  }

  private static func year(_ text: String) -> Int? {
    Int(text).flatMap { (1...9999).contains($0) ? $0 : nil }
  }

  private static func status(_ text: String) -> String {
    let all = ReadingStatus.allCases.map(\.rawValue)
    return nearestName(to: text, among: all) ?? all.joined(separator: ", ")
  }
}

// MARK: - Sections

extension PaperNoteParser {
  private static func body(
    _ sections: NoteSections,
    into note: inout PaperNote,
    file: String
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let isDue = note.status == .read || note.status == .revisit
    let summary = sections[.threeLines].map(ThreeLines.init)
    note.lines = summary?.items ?? []
    if isDue || !note.lines.isEmpty || summary?.hasStrayText == true, note.lines.count != 3 {
      findings.append(notThree(summary, sections[.threeLines], file))
    }
    note.criticises = sections[.criticises]?.text ?? ""
    note.contributes = sections[.contributes]?.text ?? ""
    if isDue, note.criticises.isEmpty {
      findings.append(.emptySection(.criticises, sections[.criticises]?.number, file))
    }
    if isDue, note.contributes.isEmpty {
      findings.append(.emptySection(.contributes, sections[.contributes]?.number, file))
    }
    return findings
  }

  /// Points at the first line too many, or else at the heading.
  private static func notThree(
    _ summary: ThreeLines?,
    _ section: NoteSection?,
    _ file: String
  ) -> Diagnostic {
    guard let summary, let section else { return .emptySection(.threeLines, nil, file) }
    if summary.items.isEmpty, summary.hasStrayText { return .noList(section.number, file) }
    let line = summary.numbers.count > 3 ? summary.numbers[3] : section.number
    return .notThree(summary.items.count, SourceLocation(file: file, line: line, column: 1))
  }
}

// MARK: - Messages

extension [Diagnostic] {
  /// By line and column; those without a line first.
  fileprivate var inOrder: [Diagnostic] {
    enumerated().sorted { left, right in
      let a = (left.element.location?.line ?? 0, left.element.location?.column ?? 0, left.offset)
      let b = (right.element.location?.line ?? 0, right.element.location?.column ?? 0, right.offset)
      return a < b
    }.map(\.element)
  }
}

extension Diagnostic {
  fileprivate static func notThree(_ count: Int, _ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "\(count.lines(of: "the three-line summary")); it must have exactly three",
      fix: "write three items, '1.', '2.' and '3.': the problem, the idea, the result",
      rule: "three-lines"
    )
  }

  fileprivate static func noList(_ line: Int, _ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: line, column: 1),
      "the three-line summary has text but no list",
      fix: "begin its three lines with '1. ', '2. ' and '3. ' (half-width, a space after the dot)",
      rule: "three-lines"
    )
  }

  fileprivate static func emptySection(
    _ heading: NoteHeading,
    _ line: Int?,
    _ file: String
  ) -> Diagnostic {
    let title = heading.title(in: .en)
    return Diagnostic(
      at: SourceLocation(file: file, line: line ?? 1, column: 1),
      line == nil ? "the note has no section '\(title)'" : "the section '\(title)' is empty",
      fix: line == nil
        ? "add a line '## \(title)' (or '## \(heading.title(in: .ja))') and write below it"
        : "write it, or set 'status' to to-read or reading until it is written",
      rule: heading == .threeLines ? "three-lines" : "empty-section"
    )
  }

  fileprivate static func otherKey(
    _ given: String,
    _ name: NoteFileName,
    _ location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'citekey' is '\(given)', but the file is named '\(name.stem)'",
      fix: "write 'citekey: \(name.stem)', or rename the file to \(given).md",
      rule: "key-differs"
    )
  }

  fileprivate static func notAKey(_ name: NoteFileName, _ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "the file's name '\(name.stem)' is not a citation key",
      fix: "rename it to ASCII letters, digits and - _ . : +, such as chen2016revisiting.md",
      rule: "not-a-key"
    )
  }
}
