// SPDX-License-Identifier: MIT

public import TrineCore

/// A template of the workspace's own for papers' notes, and the places where what is known of a paper goes.
///
/// Fields that Trine knows take the paper's values and keep the template's where the paper has none; its
/// tags come before the paper's. All else stays byte for byte. Texts go to the ends of their sections, the
/// three lines in the place of the list that stands there. The places are found once, for thousands of
/// notes may be made at a time.
public struct OwnTemplate: Sendable {
  private let bytes: [UInt8]
  private let lines: FrontMatterLines
  private let fields: [String: FrontMatterLines.Field]
  /// Where lines of fields go that the template has not.
  private let places: [String: Int]
  private let tags: [String]
  private let rooms: [TemplateRoom.Part: TemplateRoom]

  /// Finds the places.
  /// - Parameters:
  ///   - text: The template.
  ///   - file: Its file, relative to the workspace.
  /// - Throws: a `Diagnostic` when no note can be made by it.
  public init(_ text: String, file: String) throws {
    let page = MarkdownPage(text)
    var own = NoteFields(page.lines, page.frontMatter, file: file)
    tags = own.list("tags")
    if let problem = own.findings.first { throw Diagnostic.unusable(problem, file) }
    let lines = FrontMatterLines(page.bytes)
    (bytes, self.lines) = (page.bytes, lines)
    var fields: [String: FrontMatterLines.Field] = [:]
    var places: [String: Int] = [:]
    for key in NoteFields.known {
      fields[key] = lines.field(key)
      places[key] = lines.insertion(key, "").place
    }
    (self.fields, self.places) = (fields, places)
    rooms = TemplateRoom.all(in: page)
    guard try isSound() else { throw Diagnostic.unfillable(file) }
  }

  /// A paper's note.
  public func markdown(_ note: PaperNote, abstract: String = "", language: Language) -> String {
    var note = note
    note.tags = tags + note.tags.filter { !tags.contains($0) }
    var edits = edits(of: note)
    var more = ""
    for (part, text) in Self.texts(note, abstract) {
      if let room = rooms[part] {
        edits += room.edits(text, isOpen: room.place == bytes.count && bytes.last != 0x0A)
      } else {
        more += "\n## \(part.title(in: language))\n\(text)\n"
      }
    }
    if !more.isEmpty, bytes.last != 0x0A { more = "\n" + more }
    edits.append(TemplateEdit(bytes.count..<bytes.count, more))
    return filled(edits)
  }

  private typealias Filling = (part: TemplateRoom.Part, text: String)

  private static func texts(_ note: PaperNote, _ abstract: String) -> [Filling] {
    // Without three lines there would be numbers to fill in, which the template has of its own.
    let lines = note.lines.isEmpty ? "" : PaperNoteWriter.text(of: .threeLines, note)
    let sections: [Filling] = [
      (.section(.threeLines), lines),
      (.section(.criticises), PaperNoteWriter.text(of: .criticises, note)),
      (.section(.contributes), PaperNoteWriter.text(of: .contributes, note)),
      (.abstract, AbstractSection.text(abstract)),
    ]
    return sections.filter { !$0.text.isEmpty }
  }
}

// MARK: - Filling in

extension OwnTemplate {
  private func edits(of note: PaperNote) -> [TemplateEdit] {
    var edits: [TemplateEdit] = []
    for (key, value) in PaperNoteWriter.fields(note) {
      guard let value else { continue }
      guard let field = fields[key] else {
        edits.append(inserted(key, "\(key): \(value)\n"))
        continue
      }
      edits.append(TemplateEdit(field.value, (field.value.isEmpty ? " " : "") + value))
      edits += field.rest.map { TemplateEdit($0, "") }
    }
    let entry = PaperNoteWriter.bibtex(note.bibtex)
    guard !entry.isEmpty else { return edits }
    guard let field = fields["bibtex"] else { return edits + [inserted("bibtex", entry)] }
    return edits + [TemplateEdit(field.line, entry)] + field.rest.map { TemplateEdit($0, "") }
  }

  private func inserted(_ key: String, _ text: String) -> TemplateEdit {
    let place = places[key] ?? lines.start
    return TemplateEdit(place..<place, text)
  }

  /// The template with some bytes replaced; what goes to one place comes in the order given.
  private func filled(_ edits: [TemplateEdit]) -> String {
    let ordered = edits.enumerated().sorted { left, right in
      let (a, b) = (left.element.range, right.element.range)
      return (a.lowerBound, a.upperBound, left.offset) < (b.lowerBound, b.upperBound, right.offset)
    }
    var filled: [UInt8] = []
    var copied = 0
    for (_, edit) in ordered {
      filled += bytes[copied..<edit.range.lowerBound]
      filled += lines.withLineEnds(edit.text).utf8
      copied = edit.range.upperBound
    }
    return String(decoding: filled + bytes[copied...], as: UTF8.self)
  }
}

// MARK: - Checking

extension OwnTemplate {
  /// Whether a note made by it says what it is to say, and what the template says beside it.
  private func isSound() throws -> Bool {
    guard !lines.hasBareReturns, let key = CitationKey("probe2026") else { return false }
    var probe = PaperNote(citekey: key, title: "A: \"b\"", authors: ["C, D"], year: 2026)
    (probe.venue, probe.arxiv, probe.doi, probe.tags) = ("E: f", "2601.00001", "10.1/a", ["probe"])
    (probe.status, probe.added, probe.read) = (.read, Day("2026-01-02"), Day("2026-01-03"))
    (probe.priority, probe.aliases, probe.lines) = (1, ["probe"], ["One.", "Two.", "Three."])
    (probe.criticises, probe.contributes) = ("Four.", "Five.")
    probe.bibtex = [
      BibTeXField(name: BibTeXField.entryType, value: "misc"),
      BibTeXField(name: "pages", value: "1"),
    ]
    let page = MarkdownPage(markdown(probe, abstract: "Six.", language: .en))
    var (note, findings) = PaperNoteParser.read(page, file: Workspace.note(key))
    let isWhole = note.criticises.hasSuffix("Four.") && note.contributes.hasSuffix("Five.")
    (note.criticises, note.contributes) = (probe.criticises, probe.contributes)
    probe.tags = tags + ["probe"]
    guard findings.isEmpty, isWhole, note == probe else { return false }
    let before = try lines.fields ?? [:]
    let after = try FrontMatterLines(page.bytes).fields ?? [:]
    return before.allSatisfy { NoteFields.known.contains($0.key) || after[$0.key] == $0.value }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unusable(_ problem: Diagnostic, _ file: String) -> Diagnostic {
    Diagnostic(
      at: problem.location,
      "no note can be made by this template, and nothing was added: \(problem.message)",
      fix: (problem.fix.map { "\($0); or " } ?? "") + "remove \(file) to have Trine's own"
    )
  }

  fileprivate static func unfillable(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "no note can be made by this template, and nothing was added: what is filled in would not be "
        + "read as its fields and sections",
      fix: "write a line 'key: value' for each field, close comments and code before the next "
        + "heading, or remove \(file) to have Trine's own"
    )
  }
}
