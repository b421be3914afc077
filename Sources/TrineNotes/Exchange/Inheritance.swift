// SPDX-License-Identifier: MIT

import TrineCore

/// What entries take from those they name by `crossref` or `xdata`.
///
/// As in BibTeX a field that is missing is that of the parent; as in BibLaTeX (the manual's appendix
/// "Default Inheritance Setup") the title of a book is the `booktitle` of its parts. What identifies the
/// parent, such as its DOI, stays its own: programs tell papers apart by it.
struct Inheritance: Sendable {
  private static let sources: Set<String> = ["crossref", "xdata"]
  /// What no entry takes from another.
  private static let own: Set<String> = [
    "title", "subtitle", "titleaddon", "shorttitle", "ids", "key", "label", "shorthand", "sortkey",
    "doi", "eprint", "eprinttype", "archiveprefix", "primaryclass", "keywords", "abstract",
    "annote", "annotation", "file", "options", "presort", "relatedtype", "relatedstring", "ris-ty",
    RISWriter.dateField, RISWriter.otherDateField, CSLTerms.typeField, CSLTerms.droppedField,
  ]
  /// How far parents have parents.
  private static let deepest = 8

  /// The entries others name.
  private let parents: [BibTeXKey: BibTeXEntry]

  /// Looks for the parents among papers.
  init(_ notes: [PaperNote]) {
    let fields = notes.lazy.flatMap(\.bibtex).filter { Self.sources.contains($0.name) }
    let named = Set(fields.flatMap(KeyReferences.keys).map { BibTeXKey($0) })
    guard !named.isEmpty else {
      parents = [:]
      return
    }
    let own = notes.map { (BibTeXKey($0.citekey), $0) }
    let former = notes.flatMap { note in note.aliases.map { (BibTeXKey($0), note) } }
    let found = (own + former).filter { named.contains($0.0) }
    parents = Dictionary(found) { first, _ in first }.mapValues(BibTeXWriter.entry)
  }

  /// An entry with what it takes from others.
  func whole(_ entry: BibTeXEntry) -> BibTeXEntry {
    var seen: Set = [BibTeXKey(entry.key)]
    return whole(entry, &seen, depth: 0)
  }

  private func whole(_ entry: BibTeXEntry, _ seen: inout Set<BibTeXKey>, depth: Int) -> BibTeXEntry
  {
    guard !parents.isEmpty, depth < Self.deepest else { return entry }
    var whole = entry
    for source in entry.fields where Self.sources.contains(source.name) {
      for key in KeyReferences.keys(source).map({ BibTeXKey($0) }) {
        guard let parent = parents[key], seen.insert(key).inserted else { continue }
        let others = self.whole(parent, &seen, depth: depth + 1)
        whole.fields += Self.inherited(by: whole, from: others)
        if source.name == "crossref" { Self.addContainer(to: &whole, from: others) }
      }
    }
    return whole
  }

  private static func inherited(
    by entry: BibTeXEntry,
    from parent: BibTeXEntry
  ) -> [BibTeXEntry.Field] {
    let names = Set(entry.fields.map(\.name))
    var kept = own.union(KeyReferences.names).union(names)
    if names.contains("year") { kept.insert("date") }
    if names.contains("date") { kept.formUnion(["year", "month", "day"]) }
    for (name, twin) in twins where names.contains(name) { kept.insert(twin) }
    return parent.fields.filter { !kept.contains($0.name) }
  }

  /// Fields that stand for others: a child's is not to be hidden by its parent's.
  private static let twins = [
    "location": "address", "address": "location", "langid": "language", "language": "langid",
    "journaltitle": "journal", "journal": "journaltitle",
  ]

  /// Names the book a part is in by the book's title, unless its `booktitle` does.
  private static func addContainer(to entry: inout BibTeXEntry, from parent: BibTeXEntry) {
    let isWhole = parent.type.hasPrefix("mv") && EntryFamily(type: entry.type) == .book
    guard let name = isWhole ? "main" : containers[entry.type] else { return }
    for suffix in ["title", "subtitle", "titleaddon"] {
      let field = name == "journal" && suffix == "title" ? name : name + suffix
      // A title of its own has no subtitle of another's.
      guard entry[field] == nil, let value = parent[suffix] else {
        if suffix == "title" { return }
        continue
      }
      entry.fields.append(BibTeXField(name: field, value: value))
    }
  }

  /// What the names of the fields begin with in which a part has its parent's title.
  private static let containers: [String: String] = [
    "inproceedings": "book", "conference": "book", "incollection": "book",
    "inbook": "book", "bookinbook": "book", "suppbook": "book", "suppcollection": "book",
    "inreference": "book", "article": "journal", "suppperiodical": "journal",
  ]
}
