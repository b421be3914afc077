// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes papers as Hayagriva's YAML, which Typst cites from.
public enum HayagrivaWriter {
  /// One mapping from keys to papers, sorted by key; what they inherit is looked for among `all`.
  public static func text(_ notes: [PaperNote], among all: [PaperNote]? = nil) -> String {
    let inheritance = Inheritance(all ?? notes)
    return ConcurrentMap(notes.sorted { $0.citekey < $1.citekey }) {
      item(ExportEntry($0, inheritance))
    }
    .joined(separator: "\n")
  }

  private static func item(_ entry: ExportEntry) -> String {
    let (type, parent) = types[entry.type] ?? (entry.arxiv == nil ? "misc" : "article", nil)
    var lines = ["\(YAMLText.quoted(entry.key)):", "  type: \(type)"]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("  \(name): \(value)") }
    }
    add("title", formatted(entry.title))
    add("author", people(entry.people("author")))
    add("date", date(entry))
    add("editor", parent == nil ? people(entry.people("editor")) : nil)
    add("abstract", entry.text("abstract").map(running))
    add("genre", entry.text("type").map(formatted))
    add("publisher", parent == nil ? publisher(entry) : nil)
    add("organization", organization(entry).map(formatted))
    add("edition", entry.text("edition").map(YAMLText.quoted))
    add("page-range", entry.pages.map(YAMLText.quoted))
    add("url", url(entry))
    add("serial-number", serialNumbers(entry))
    add("language", entry.text("langid").map(YAMLText.quoted))
    add("note", entry.text("note").map(running))
    if parent == nil { lines += volume(entry, indent: "  ") }
    if let parent { lines += self.parent(entry, parent) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The type, and that of what it is a part of.
  private static let types: [String: (String, parent: String?)] = [
    "article": ("article", "periodical"), "inproceedings": ("article", "proceedings"),
    "conference": ("article", "proceedings"), "incollection": ("anthos", "anthology"),
    "inbook": ("chapter", "book"), "book": ("book", nil), "manual": ("reference", nil),
    "booklet": ("book", nil), "proceedings": ("proceedings", nil),
    "collection": ("anthology", nil), "phdthesis": ("thesis", nil),
    "mastersthesis": ("thesis", nil), "thesis": ("thesis", nil), "techreport": ("report", nil),
    "report": ("report", nil), "online": ("web", nil), "www": ("web", nil),
    "electronic": ("web", nil), "unpublished": ("manuscript", nil), "patent": ("patent", nil),
    "software": ("repository", nil), "dataset": ("repository", nil),
    "periodical": ("periodical", nil),
  ]
}

// MARK: - Parts

extension HayagrivaWriter {
  /// A text in which words with capitals inside keep them: in braces, which Hayagriva takes as BibTeX does.
  private static func formatted(_ text: String) -> String {
    YAMLText.quoted(NoteTeX.protected(withoutBraces(text)) { $1.append(contentsOf: $0) })
  }

  /// Running text, in which braces would be taken for those.
  private static func running(_ text: String) -> String { YAMLText.quoted(withoutBraces(text)) }

  private static func withoutBraces(_ text: String) -> String {
    text.utf8.contains { $0 == 0x7B || $0 == 0x7D } ? text.filter { !"{}".contains($0) } : text
  }

  private static func people(_ people: [Person]) -> String? {
    guard !people.isEmpty else { return nil }
    let names = people.map { person in
      let parts = [person.family, person.suffix, person.given].filter { !$0.isEmpty }
      return YAMLText.quoted(parts.joined(separator: ", "))
    }
    return "[\(names.joined(separator: ", "))]"
  }

  private static func date(_ entry: ExportEntry) -> String? {
    let parts = entry.date.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return parts.isEmpty ? nil : parts.joined(separator: "-")
  }

  private static func publisher(_ entry: ExportEntry) -> String? {
    entry.text("publisher").map { publisher in
      guard let address = entry.text("address") else { return formatted(publisher) }
      return "{name: \(formatted(publisher)), location: \(formatted(address))}"
    }
  }

  private static func organization(_ entry: ExportEntry) -> String? {
    ["school", "institution", "organization"].lazy.compactMap { entry.text($0) }.first
  }

  private static func url(_ entry: ExportEntry) -> String? {
    guard let url = entry.url else { return nil }
    guard let day = entry.text("urldate"), Day(day) != nil else { return YAMLText.quoted(url) }
    return "{value: \(YAMLText.quoted(url)), date: \(day)}"
  }

  private static func serialNumbers(_ entry: ExportEntry) -> String? {
    let numbers = [
      ("doi", entry.note.doi), ("arxiv", entry.arxiv), ("isbn", entry.text("isbn")),
      ("issn", entry.text("issn")),
    ].compactMap { name, value in value.map { "\(name): \(YAMLText.quoted($0))" } }
    return numbers.isEmpty ? nil : "{\(numbers.joined(separator: ", "))}"
  }

  private static func volume(_ entry: ExportEntry, indent: String) -> [String] {
    [("volume", entry.text("volume")), ("issue", entry.text("number"))].compactMap { name, text in
      text.map { "\(indent)\(name): \(Int($0).map { String($0) } ?? YAMLText.quoted($0))" }
    }
  }

  private static func parent(_ entry: ExportEntry, _ type: String) -> [String] {
    var lines: [String] = []
    if let title = entry.container { lines.append("    title: \(formatted(title))") }
    if let editors = people(entry.people("editor")) { lines.append("    editor: \(editors)") }
    if let publisher = publisher(entry) { lines.append("    publisher: \(publisher)") }
    lines += volume(entry, indent: "    ")
    return lines.isEmpty ? [] : ["  parent:", "    type: \(type)"] + lines
  }
}
