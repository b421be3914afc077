// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes papers as CSL-JSON, which pandoc, Zotero and word processors cite from.
public enum CSLWriter {
  /// One array, sorted by key; what they inherit is looked for among `all`.
  public static func text(_ notes: [PaperNote], among all: [PaperNote]? = nil) -> String {
    let inheritance = Inheritance(all ?? notes)
    let items = ConcurrentMap(notes.sorted { $0.citekey < $1.citekey }) {
      JSONText.element(item(ExportEntry($0, inheritance, tagged: true)))
    }
    return JSONText.array(items)
  }

  private static func item(_ entry: ExportEntry) -> JSONValue {
    var item: [String: JSONValue] = [
      "id": .string(entry.key), "type": .string(type(entry)), "title": .string(entry.title),
    ]
    // Of dozens of variables a paper has a few: fields are asked for first.
    for (csl, bibtex) in CSLTerms.texts {
      guard let text = entry.text(bibtex), item[csl] == nil, !synonyms.contains(csl) else {
        continue
      }
      item[csl] = .string(text)
    }
    let dropped = entry.people(CSLTerms.droppedField)
    for (csl, bibtex) in CSLTerms.names {
      let people = entry.people(bibtex).map { name($0, dropped) }
      if !people.isEmpty { item[csl] = .array(people) }
    }
    for (csl, bibtex) in CSLTerms.dates {
      if let date = date(bibtex, csl, of: entry) { item[csl] = date }
    }
    item["issued"] = issued(entry)
    addTitles(entry, to: &item)
    item["publisher"] = entry.publisher.map(JSONValue.string)
    item["page"] = entry.pages.map(JSONValue.string)
    item["DOI"] = entry.note.doi.map(JSONValue.string)
    item["URL"] = entry.url.map(JSONValue.string)
    if let arxiv = entry.arxiv {
      item["archive"] = .string("arXiv")
      item["archive_location"] = .string(arxiv)
    }
    addDetails(entry, to: &item)
    return .object(item)
  }

  /// CSL's older words for others, which are read and not written.
  private static let synonyms: Set<String> = ["event", "journalAbbreviation"]

  /// What is one variable in BibTeX and several in CSL, or the other way about.
  private static func addDetails(_ entry: ExportEntry, to item: inout [String: JSONValue]) {
    let place = entry.type == "patent" ? entry.text("address") : entry.place
    let region = entry.type == "patent" ? entry.text("location") : nil
    if let place { item["publisher-place"] = .string(place) }
    if let region { item["jurisdiction"] = .string(region) }
    if let note = entry.annotation { item["annote"] = .string(note) }
    if let note = entry.remark { item["note"] = .string(note) }
    item["custom"] = entry.text("custom").flatMap { try? JSONReader.value($0) }
    if let language = entry.language { item["language"] = .string(LanguageTag.tag(language)) }
    addNumbers(entry, to: &item)
    addGenre(entry, to: &item)
  }

  /// The `number` is that of an issue, in a series or of its own, by what the entry is.
  private static func addNumbers(_ entry: ExportEntry, to item: inout [String: JSONValue]) {
    let variable = EntryFamily(type: entry.type).numberVariable
    for (csl, field) in EntryFamily.numberVariables {
      let texts = [csl == variable ? entry.text("number") : nil, entry.text(field)]
      let text = texts.compactMap(\.self).joined(separator: ", ")
      if !text.isEmpty { item[csl] = .string(text) }
    }
  }

  /// A thesis has a genre, and BibLaTeX has keys for some.
  private static func addGenre(_ entry: ExportEntry, to item: inout [String: JSONValue]) {
    let name = entry.text("type") ?? (type(entry) == "thesis" ? entry.type : nil)
    guard let name else { return }
    item["genre"] = .string(genres[name] ?? (name == "thesis" ? "PhD thesis" : name))
  }

  private static let genres = [
    "phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
    "techreport": "technical report", "resreport": "research report",
  ]

  private static func type(_ entry: ExportEntry) -> String {
    entry.text(CSLTerms.typeField) ?? CSLTerms.subtype(entry.type, entry.text("entrysubtype"))
      ?? (entry.type == "unpublished" && entry.text("eventtitle") != nil ? "speech" : nil)
      ?? CSLTerms.typesBack[entry.type] ?? (entry.arxiv == nil ? "document" : "article")
  }

  /// Of a work of several volumes CSL has the title of the whole first, then the volume's.
  private static func addTitles(_ entry: ExportEntry, to item: inout [String: JSONValue]) {
    if let short = entry.shortTitle { item["title-short"] = .string(short) }
    let container = entry.container
    let volume = entry.isPart ? container : entry.title
    guard let main = entry.mainTitle, let volume, main != volume else {
      if let container { item["container-title"] = .string(container) }
      return
    }
    item[entry.isPart ? "container-title" : "title"] = .string(main)
    item["volume-title"] = .string(volume)
  }
}

// MARK: - Names and dates

extension CSLWriter {
  /// A name; its particle is dropped where CSL-JSON that it comes from says so.
  private static func name(_ person: Person, _ dropped: [Person]) -> JSONValue {
    if person.isWhole { return .object(["literal": .string(person.family)]) }
    let known = dropped.first { person.family == "\($0.given) \($0.family)" }
    let (particle, family) = (known ?? person).particles
    var name: [String: JSONValue] = ["family": .string(family)]
    if let known { name["dropping-particle"] = .string(known.given) }
    if !particle.isEmpty { name["non-dropping-particle"] = .string(particle) }
    if !person.given.isEmpty { name["given"] = .string(person.given) }
    if !person.suffix.isEmpty { name["suffix"] = .string(person.suffix) }
    return .object(name)
  }

  private static func issued(_ entry: ExportEntry) -> JSONValue? {
    if let date = entry.issued { return json(date, "issued", of: entry) }
    return (entry.text("year") ?? entry.text("date")).map { .object(["literal": .string($0)]) }
  }

  private static func date(
    _ name: String,
    _ variable: String,
    of entry: ExportEntry
  ) -> JSONValue? {
    entry.date(name).map { json($0, variable, of: entry) }
      ?? entry.text(name).map { .object(["literal": .string($0)]) }
  }

  private static func json(
    _ date: ExportDate,
    _ variable: String,
    of entry: ExportEntry
  ) -> JSONValue {
    let season = entry.text(CSLTerms.seasonField(variable)).flatMap { Self.season($0, of: date) }
    let ends = season == nil ? date.ends : [date.first]
    let parts = ends.map { JSONValue.array($0.map(JSONValue.integer)) }
    var members: [String: JSONValue] = ["date-parts": .array(parts)]
    members["season"] = season
    if date.isCirca { members["circa"] = .bool(true) }
    return .object(members)
  }

  /// The season as CSL-JSON that the entry comes from says it, as far as the date, which may have been
  /// edited, still does.
  private static func season(_ said: String, of date: ExportDate) -> JSONValue? {
    let isSaid = date.first.count > 1 || date.season == CSLDate.season(said)
    guard isSaid, date.ends.count == 1 else { return nil }
    return Int(said).map(JSONValue.integer) ?? .string(said)
  }
}
