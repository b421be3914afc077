// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes papers as CSL-JSON, which pandoc, Zotero and word processors cite from.
public enum CSLWriter {
  /// One array, sorted by key; what they inherit is looked for among `all`.
  public static func text(_ notes: [PaperNote], among all: [PaperNote]? = nil) -> String {
    let inheritance = Inheritance(all ?? notes)
    let items = ConcurrentMap(notes.sorted { $0.citekey < $1.citekey }) {
      JSONText.element(item(ExportEntry($0, inheritance)))
    }
    return JSONText.array(items)
  }

  private static func item(_ entry: ExportEntry) -> JSONValue {
    var item: [String: JSONValue] = [
      "id": .string(entry.key), "type": .string(type(entry)), "title": .string(entry.title),
    ]
    for (csl, bibtex) in CSLTerms.texts where item[csl] == nil && !synonyms.contains(csl) {
      item[csl] = entry.text(bibtex).map(JSONValue.string)
    }
    for (csl, bibtex) in CSLTerms.names {
      let people = entry.people(bibtex).map(name)
      if !people.isEmpty { item[csl] = .array(people) }
    }
    for (csl, bibtex) in CSLTerms.dates { item[csl] = entry.text(bibtex).map(date) }
    item["issued"] = issued(entry)
    item["container-title"] = container(entry).map(JSONValue.string)
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

  /// A report's number is no issue, and a thesis has a genre.
  private static func addDetails(_ entry: ExportEntry, to item: inout [String: JSONValue]) {
    let type = type(entry)
    if ["report", "patent"].contains(type) {
      item["number"] = item.removeValue(forKey: "issue")
    }
    if type == "thesis", item["genre"] == nil {
      let isMaster = entry.type == "mastersthesis"
      item["genre"] = .string(isMaster ? "Master’s thesis" : "PhD thesis")
    }
  }

  private static func type(_ entry: ExportEntry) -> String {
    CSLTerms.typesBack[entry.type] ?? entry.text(CSLTerms.typeField)
      ?? (entry.arxiv == nil ? "document" : "article")
  }

  private static func container(_ entry: ExportEntry) -> String? {
    entry.type == "book" ? nil : entry.container
  }
}

// MARK: - Names and dates

extension CSLWriter {
  private static func name(_ person: Person) -> JSONValue {
    if person.isWhole { return .object(["literal": .string(person.family)]) }
    let (particle, family) = person.particles
    var name: [String: JSONValue] = ["family": .string(family)]
    if !particle.isEmpty { name["non-dropping-particle"] = .string(particle) }
    if !person.given.isEmpty { name["given"] = .string(person.given) }
    if !person.suffix.isEmpty { name["suffix"] = .string(person.suffix) }
    return .object(name)
  }

  private static func issued(_ entry: ExportEntry) -> JSONValue? {
    let parts = entry.date
    guard parts.isEmpty else { return .object(["date-parts": .array([numbers(parts)])]) }
    return (entry.text("year") ?? entry.text("date")).map { .object(["literal": .string($0)]) }
  }

  private static func date(_ text: String) -> JSONValue {
    let parts = text.split(separator: "-").map { Int($0) }
    let isDate = (1...3).contains(parts.count) && !parts.contains(nil)
    return .object(
      isDate
        ? ["date-parts": .array([numbers(parts.compactMap(\.self))])] : ["literal": .string(text)]
    )
  }

  private static func numbers(_ numbers: [Int]) -> JSONValue {
    .array(numbers.map(JSONValue.integer))
  }
}
