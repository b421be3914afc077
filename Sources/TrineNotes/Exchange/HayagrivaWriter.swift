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
    let (type, parent) = kind(entry)
    var lines = ["\(YAMLText.quoted(entry.key)):", "  type: \(type)"]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("  \(name): \(value)") }
    }
    add("title", title(entry))
    add("author", people(entry.namedPeople("author")))
    add("date", date(entry))
    add("editor", parent == nil ? people(entry.namedPeople("editor")) : nil)
    add("abstract", entry.text("abstract").map(running))
    add("genre", entry.text("type").map(formatted))
    add("publisher", parent == nil ? publisher(entry) : nil)
    add("organization", organization(entry).map(formatted))
    add("edition", entry.text("edition").map(YAMLText.quoted))
    add("chapter", entry.text("chapter").map(YAMLText.quoted))
    add("page-range", entry.pages.map(YAMLText.quoted))
    add("url", url(entry))
    add("serial-number", serialNumbers(entry))
    add("language", entry.language.flatMap(LanguageTag.strict))
    add("note", note(entry).map(running))
    add("annote", entry.annotation.map(running))
    return (lines + rest(entry, parent)).joined(separator: "\n") + "\n"
  }

  /// What it is a part of, and the series behind that.
  private static func rest(_ entry: ExportEntry, _ parent: String?) -> [String] {
    guard let parent else { return volume(entry, indent: "  ") + series(entry, indent: "  ") }
    return self.parent(entry, parent)
  }

  /// The type, and that of what it is a part of; BibTeX's `inbook` without a `booktitle` is the book itself,
  /// of which pages or a chapter are meant.
  private static func kind(_ entry: ExportEntry) -> (String, parent: String?) {
    if entry.type == "inbook", entry.container == nil { return ("book", nil) }
    return types[entry.type] ?? (entry.arxiv == nil ? "misc" : "article", nil)
  }

  /// The type, and that of what it is a part of.
  private static let types: [String: (String, parent: String?)] = [
    "article": ("article", "periodical"), "suppperiodical": ("article", "periodical"),
    "review": ("article", "periodical"), "inproceedings": ("article", "proceedings"),
    "conference": ("article", "proceedings"), "incollection": ("anthos", "anthology"),
    "suppcollection": ("anthos", "anthology"), "inbook": ("chapter", "book"),
    "bookinbook": ("chapter", "book"), "suppbook": ("chapter", "book"),
    "inreference": ("entry", "reference"), "book": ("book", nil), "mvbook": ("book", nil),
    "commentary": ("book", nil), "manual": ("reference", nil), "reference": ("reference", nil),
    "mvreference": ("reference", nil), "booklet": ("book", nil),
    "proceedings": ("proceedings", nil), "mvproceedings": ("proceedings", nil),
    "collection": ("anthology", nil), "mvcollection": ("anthology", nil),
    "phdthesis": ("thesis", nil), "mastersthesis": ("thesis", nil), "thesis": ("thesis", nil),
    "techreport": ("report", nil), "report": ("report", nil), "online": ("web", nil),
    "www": ("web", nil), "electronic": ("web", nil), "unpublished": ("manuscript", nil),
    "patent": ("patent", nil), "software": ("repository", nil), "dataset": ("repository", nil),
    "data": ("repository", nil), "periodical": ("periodical", nil), "artwork": ("artwork", nil),
    "image": ("artwork", nil), "audio": ("audio", nil), "music": ("audio", nil),
    "movie": ("video", nil), "video": ("video", nil), "jurisdiction": ("case", nil),
    "legislation": ("legislation", nil), "performance": ("performance", nil),
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

  private static func title(_ entry: ExportEntry) -> String {
    let title = formatted(entry.title)
    guard let short = entry.shortTitle else { return title }
    return "{value: \(title), short: \(formatted(short))}"
  }

  /// The note, and what stands for an address and is none.
  private static func note(_ entry: ExportEntry) -> String? {
    let address = entry.url.flatMap { WebAddress.whole($0) == nil ? $0 : nil }
    let texts = [entry.text("note"), address].compactMap(\.self)
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }

  private static func people(_ people: [Person]) -> String? {
    guard !people.isEmpty else { return nil }
    let names = people.map { person in
      let parts = [person.family, person.suffix, person.given].filter { !$0.isEmpty }
      return YAMLText.quoted(parts.joined(separator: ", "))
    }
    return "[\(names.joined(separator: ", "))]"
  }

  /// A date that is in the calendar, for programs read no others; `~` is about then.
  private static func date(_ entry: ExportEntry) -> String? {
    var parts = entry.date.map { $0 < 10 ? "0\($0)" : "\($0)" }
    if parts.count > 2, Day(parts.joined(separator: "-")) == nil { parts.removeLast() }
    guard let year = parts.first, year.utf8.count == 4 else { return nil }
    return (entry.issued?.isCirca == true ? "~" : "") + parts.joined(separator: "-")
  }

  private static func publisher(_ entry: ExportEntry) -> String? {
    let name = entry.text("publisher").map(formatted)
    guard let place = entry.place.map(formatted) else { return name }
    return "{\(name.map { "name: \($0), " } ?? "")location: \(place)}"
  }

  private static func organization(_ entry: ExportEntry) -> String? {
    ["school", "institution", "organization"].lazy.compactMap { entry.text($0) }.first
  }

  private static func url(_ entry: ExportEntry) -> String? {
    guard let url = entry.url.flatMap(WebAddress.whole) else { return nil }
    guard let day = entry.text("urldate"), Day(day) != nil else { return YAMLText.quoted(url) }
    return "{value: \(YAMLText.quoted(url)), date: \(day)}"
  }

  private static func serialNumbers(_ entry: ExportEntry) -> String? {
    let numbers = [
      ("doi", entry.note.doi), ("arxiv", entry.arxiv), ("isbn", entry.text("isbn")),
      ("issn", entry.text("issn")),
      ("serial", EntryFamily(type: entry.type) == .other ? entry.text("number") : nil),
    ].compactMap { name, value in value.map { "\(name): \(YAMLText.quoted($0))" } }
    return numbers.isEmpty ? nil : "{\(numbers.joined(separator: ", "))}"
  }

  private static func volume(_ entry: ExportEntry, indent: String) -> [String] {
    let isPeriodical = EntryFamily(type: entry.type) == .periodical
    let issue = isPeriodical ? entry.text("number") ?? entry.text("issue") : nil
    return [("volume", entry.text("volume")), ("issue", issue)].compactMap { name, text in
      text.map { "\(indent)\(name): \(number($0))" }
    }
  }

  private static func number(_ text: String) -> String {
    Int(text).map { String($0) } ?? YAMLText.quoted(text)
  }

  /// The series it, or the book it is in, is in; the number in it is Hayagriva's volume of the series.
  private static func series(_ entry: ExportEntry, indent: String) -> [String] {
    guard let series = entry.text("series") else { return [] }
    let isNumbered = EntryFamily(type: entry.type) == .book
    let lines =
      ["type: anthology", "title: \(formatted(series))"]
      + (isNumbered ? entry.text("number").map { ["volume: \(number($0))"] } ?? [] : [])
    return ["\(indent)parent:"] + lines.map { "\(indent)  \($0)" }
  }

  private static func parent(_ entry: ExportEntry, _ type: String) -> [String] {
    var lines: [String] = []
    if let title = entry.container { lines.append("    title: \(formatted(title))") }
    if let editors = people(entry.namedPeople("editor")) { lines.append("    editor: \(editors)") }
    if let publisher = publisher(entry) { lines.append("    publisher: \(publisher)") }
    lines += volume(entry, indent: "    ") + series(entry, indent: "    ")
    return lines.isEmpty ? [] : ["  parent:", "    type: \(type)"] + lines
  }
}
