// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes a new paper note as Markdown: front matter, three numbered lines, the fixed sections.
public enum PaperNoteWriter {
  /// The note with headings in a language; fields that are not set are left out, and a summary that is
  /// not there yet leaves three numbers to fill in.
  public static func markdown(_ note: PaperNote, language: Language) -> String {
    let sections = NoteHeading.allCases.map { heading in
      let text = text(of: heading, note)
      return "\n## \(heading.title(in: language))\n" + (text.isEmpty ? "" : text + "\n")
    }
    return frontMatter(note) + sections.joined()
  }

  /// What is known of a section.
  static func text(of heading: NoteHeading, _ note: PaperNote) -> String {
    switch heading {
    case .threeLines: numbered(note.lines)
    case .criticises: contained(note.criticises)
    case .contributes: contained(note.contributes)
    case .claims, .digest: ""
    }
  }

  private static func numbered(_ lines: [String]) -> String {
    guard !lines.isEmpty else { return "1.\n2.\n3." }
    return lines.enumerated()
      .map { "\($0.offset + 1). \(ThreeLines.unwrapped($0.element))" }
      .joined(separator: "\n")
  }
}

// MARK: - Front matter

extension PaperNoteWriter {
  private static func frontMatter(_ note: PaperNote) -> String {
    let lines = fields(note).compactMap { key, value in value.map { "\(key): \($0)\n" } }
    return "---\n" + lines.joined() + bibtex(note.bibtex) + "---\n"
  }

  /// The values of all fields in one line, as YAML and in their order; `nil` where there is none.
  static func fields(_ note: PaperNote) -> [(key: String, value: String?)] {
    [
      ("citekey", YAMLText.word(note.citekey.description)),
      ("aliases", list(note.aliases.map(YAMLText.word))),
      ("title", YAMLText.quoted(note.title)),
      ("authors", list(note.authors.map(YAMLText.quoted))),
      ("year", note.year.map(String.init)),
      ("venue", note.venue.map(YAMLText.quoted)),
      ("arxiv", note.arxiv.map(YAMLText.quoted)),
      ("doi", note.doi.map(YAMLText.quoted)),
      ("tags", list(note.tags.map(YAMLText.word))),
      ("status", note.status.rawValue),
      ("added", note.added?.description),
      ("read", note.read?.description),
      ("priority", note.priority.map(String.init)),
    ]
  }

  /// The fields as TeX, a line each; a name that comes again makes a list.
  static func bibtex(_ fields: [BibTeXField]) -> String {
    guard !fields.isEmpty else { return "" }
    var values: [(name: String, texts: [String])] = []
    var places: [String: Int] = [:]
    for field in fields {
      let isType = field.name == BibTeXField.entryType
      let text = isType ? YAMLText.word(field.value) : YAMLText.quoted(field.value)
      if let place = places[field.name] {
        values[place].texts.append(text)
      } else {
        places[field.name] = values.count
        values.append((field.name, [text]))
      }
    }
    let lines = values.map { name, texts in
      "  \(YAMLText.word(name)): \(texts.count == 1 ? texts[0] : list(texts) ?? "")\n"
    }
    return "bibtex:\n" + lines.joined()
  }

  private static func list(_ values: [String]) -> String? {
    values.isEmpty ? nil : "[" + values.joined(separator: ", ") + "]"
  }
}

// MARK: - Text of the user's own

extension PaperNoteWriter {
  /// A section's text, made so that it cannot end the section: headings of its own go down to level 3,
  /// what it leaves open is closed.
  private static func contained(_ text: String) -> String {
    // Without white space at its ends, as it will stand: a last `-` may underline what is above it.
    let outline = MarkdownOutline(TextLines(text.trimmed).lines, first: 1)
    var lines = outline.lines.filter { $0.kind != .restOfHeading }.map { line in
      guard case .heading(let level, let title) = line.kind else { return String(line.text) }
      return String(repeating: "#", count: max(3, level)) + " " + plain(title)
    }
    lines += outline.openEnds
    return lines.joined(separator: "\n").trimmed
  }

  /// A title that no longer reads as one of the note's own headings.
  private static func plain(_ title: String) -> String {
    NoteHeading(title) == nil ? title : "“\(title)”"
  }
}
