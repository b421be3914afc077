// SPDX-License-Identifier: MIT

import TrineCore

/// Reads CSL-JSON, as Zotero, pandoc and Crossref write it: an array of items, or one.
enum CSLReader {
  static func read(_ text: String, file: String, into bibliography: inout Bibliography) {
    var reader = JSONReader(Array(text.utf8))
    var lines = LineCounter(text)
    do throws(JSONReader.Problem) {
      let isList = reader.take("[")
      if isList, reader.take("]") { return }
      repeat {
        guard !reader.isAtEnd else { throw reader.problem("an item in braces") }
        let start = reader.offset
        let item = try reader.value()
        let location = SourceLocation(file: file, line: lines.line(of: start))
        if let entry = CSLItem(item)?.entry(at: location) {
          bibliography.entries.append(entry)
        } else {
          bibliography.problems.append(.noItem(location))
        }
      } while isList && reader.take(",")
      if isList, !reader.take("]") { throw reader.problem("',' or ']'") }
      guard reader.isAtEnd else { throw reader.problem("the end of the file") }
    } catch {
      let place = reader.place(of: error.offset)
      bibliography.problems.append(
        .notJSON(SourceLocation(file: file, line: place.line, column: place.column), error.wanted)
      )
    }
  }
}

/// Tells the lines of bytes that are asked for in ascending order.
struct LineCounter {
  private let bytes: [UInt8]
  private var (place, count) = (0, 1)

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func line(of offset: Int) -> Int {
    while place < min(offset, bytes.count) {
      if bytes[place] == 0x0A { count += 1 }
      place += 1
    }
    return count
  }
}

/// One item.
private struct CSLItem {
  private let members: [String: JSONValue]
  private var fields: [BibTeXField] = []
  private var taken: Set<String> = []

  init?(_ value: JSONValue) {
    guard case .object(let members) = value, !members.isEmpty else { return nil }
    self.members = members
  }

  /// The item as an entry; a variable BibTeX has no field for keeps its name, in lower case.
  func entry(at location: SourceLocation) -> BibTeXEntry {
    var copy = self
    let type = copy.type
    copy.readAll(type)
    return BibTeXEntry(type: type, key: key, fields: copy.fields, location: location)
  }

  private var key: String {
    let key = (text("citation-key") ?? text("id") ?? "").replacing("\0", with: "")
    // Zotero's ids are addresses: http://zotero.org/users/1/items/ABCD.
    guard key.hasPrefix("http://") || key.hasPrefix("https://") else { return key }
    return key.split(separator: "/").last.map(String.init) ?? ""
  }

  private var type: String {
    let type = CSLTerms.types[text("type") ?? ""] ?? "misc"
    let isMaster = type == "phdthesis" && text("genre")?.lowercased().contains("master") == true
    return isMaster ? "mastersthesis" : type
  }

  private func text(_ name: String) -> String? {
    switch members[name] {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    default: nil
    }
  }
}

// MARK: - Variables

extension CSLItem {
  private mutating func readAll(_ type: String) {
    add("title", text("title").map { CSLMarkup.tex($0, NoteTeX.title) })
    if let name = text("type"), CSLTerms.typesBack[type] != name {
      add(CSLTerms.typeField, TeXText.tex(name))
    }
    for (csl, bibtex) in CSLTerms.names { add(bibtex, names(csl)) }
    readDropped()
    readIssued()
    add(
      type == "article" || type == "periodical" ? "journal" : "booktitle",
      text("container-title").map { CSLMarkup.tex($0, TeXText.tex) }
    )
    add(publisherField(type), text("publisher").map(TeXText.tex))
    add("pages", text("page").map(BibTeXField.pages))
    add("doi", text("DOI").map(NoteTeX.verbatim))
    add("url", text("URL").map(NoteTeX.verbatim))
    if text("archive")?.lowercased() == "arxiv", let id = text("archive_location") {
      add("eprint", NoteTeX.verbatim(id))
      add("archiveprefix", "arXiv")
    }
    for (csl, bibtex) in CSLTerms.dates {
      let date = members[csl].flatMap(CSLDate.init)
      add(bibtex, date?.tex)
      add(CSLTerms.seasonField(csl), date?.season.map(TeXText.tex))
    }
    readNumbers(type)
    for (csl, bibtex) in CSLTerms.texts where !isArXiv(csl) && csl != "jurisdiction" {
      add(bibtex, text(csl).map { CSLMarkup.tex($0, TeXText.tex) })
    }
    readRest()
  }

  private func isArXiv(_ variable: String) -> Bool {
    ["archive", "archive_location"].contains(variable) && fields.contains { $0.name == "eprint" }
  }

  private func publisherField(_ type: String) -> String {
    switch type {
    case "phdthesis", "mastersthesis": "school"
    case "techreport": "institution"
    default: "publisher"
    }
  }

  /// What the type counts by is its `number`.
  private mutating func readNumbers(_ type: String) {
    let variable = EntryFamily(type: type).numberVariable
    for (csl, field) in EntryFamily.numberVariables {
      add(csl == variable ? "number" : field, text(csl).map(TeXText.tex))
    }
    add(type == "patent" ? "location" : "jurisdiction", text("jurisdiction").map(TeXText.tex))
  }

  /// The rest keeps its name.
  private mutating func readRest() {
    for name in members.keys.sorted() where !Self.known.contains(name) {
      guard let value = members[name] else { continue }
      let written = text(name) ?? (try? JSONText.line(value)) ?? ""
      let field = name.lowercased()
      let isTaken = taken.contains(field) || field == BibTeXField.entryType
      add(isTaken || !BibTeXWriter.isName(field) ? csl(field) : field, TeXText.tex(written))
    }
  }

  private static let known = Set(
    (CSLTerms.texts + CSLTerms.names + CSLTerms.dates).map(\.csl) + [
      "id", "citation-key", "type", "title", "container-title", "publisher", "page", "DOI", "URL",
      "issued", "issue", "collection-number", "number",
    ]
  )

  /// A name for what has none of its own.
  private func csl(_ name: String) -> String {
    "csl-" + name.filter { BibTeXWriter.isName(String($0)) }
  }

  private mutating func add(_ name: String, _ tex: String?) {
    guard let tex, !tex.isEmpty, taken.insert(name).inserted else { return }
    fields.append(
      BibTeXField(name: name, value: BibTeXSpace.text(tex.utf8.filter { $0 != 0 }[...]))
    )
  }

  private mutating func readIssued() {
    guard let issued = members["issued"].flatMap(CSLDate.init) else { return }
    guard let date = issued.date else { return add("year", issued.text.map(TeXText.tex)) }
    let parts = date.first
    add("year", parts.first.map { String($0) })
    if parts.count > 1 { add("month", BibTeXMacros.months[parts[1] - 1]) }
    if parts.count > 2 { add("day", String(parts[2])) }
    if date.isMore { add("date", date.text) }
    add(CSLTerms.seasonField("issued"), issued.season.map(TeXText.tex))
  }

  /// BibTeX has one particle; which part of it is dropped is kept beside.
  private mutating func readDropped() {
    let names = CSLTerms.names.flatMap { members[$0.csl]?.array ?? [] }
    let dropped = names.compactMap(CSLName.dropped)
    add(CSLTerms.droppedField, dropped.isEmpty ? nil : dropped.joined(separator: " and "))
  }

  private func names(_ variable: String) -> String? {
    guard let list = members[variable]?.array, !list.isEmpty else { return nil }
    return list.compactMap(CSLName.tex).joined(separator: " and ")
  }
}

// MARK: - Names

/// A name in CSL: `family`, `given`, particles and `suffix`, or `literal`.
enum CSLName {
  /// The name as BibTeX takes it.
  static func tex(_ name: JSONValue) -> String? {
    if let literal = name["literal"]?.string ?? name.string {
      return literal == "others" ? literal : "{\(TeXText.tex(literal))}"
    }
    let family = [name["dropping-particle"], name["non-dropping-particle"], name["family"]]
      .compactMap { $0?.string }.filter { !$0.isEmpty }.joined(separator: " ")
    let rest = [name["suffix"], name["given"]].compactMap { $0?.string }.filter { !$0.isEmpty }
    guard !family.isEmpty else { return rest.last.map { "{\(TeXText.tex($0))}" } }
    guard !rest.isEmpty else {
      let tex = TeXText.tex(family)
      return tex.utf8.contains { $0 == 0x20 || $0 == 0x2C } ? "{\(tex)}" : tex
    }
    return ([family] + rest).map(part).joined(separator: ", ")
  }

  /// The particle that is dropped from a name, behind what is left of the family's: `la Fontaine, de`.
  static func dropped(_ name: JSONValue) -> String? {
    guard let particle = name["dropping-particle"]?.string, !particle.isEmpty,
      let family = name["family"]?.string, !family.isEmpty
    else { return nil }
    let rest = [name["non-dropping-particle"]?.string, family].compactMap(\.self)
      .filter { !$0.isEmpty }
    return [rest.joined(separator: " "), particle].map(part).joined(separator: ", ")
  }

  /// A part of a name, in braces where a comma or the word `and` in it would be taken for BibTeX's.
  static func part(_ text: String) -> String {
    let tex = TeXText.tex(text)
    let isSafe = !tex.contains(",") && AuthorName.list("x \(tex) x").count == 1
    return isSafe ? tex : "{\(tex)}"
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noItem(_ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "this is no item of CSL-JSON",
      fix:
        "an item is an object such as {\"id\": \"chen2016\", \"type\": \"book\", \"title\": \"…\"}"
    )
  }

  fileprivate static func notJSON(_ location: SourceLocation, _ wanted: String) -> Diagnostic {
    Diagnostic(
      at: location,
      "this is not JSON: \(wanted) should stand here; what follows was not read",
      fix: "mend the file, or export it again"
    )
  }
}
