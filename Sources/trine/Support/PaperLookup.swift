// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineFetch
import TrineNotes

/// Papers that are looked up by their ids, on their way to become notes.
struct PaperLookup {
  let open: OpenWorkspace
  let today: Day

  private let ids: [PaperID]
  /// The notes there are, by the ids in them.
  private let known: [PaperID: CitationKey]

  /// Reads the ids; those of papers that have a note are told of before anybody is asked.
  init(_ texts: [String], open: OpenWorkspace, today: Day) throws {
    (self.open, self.today) = (open, today)
    let wrong = texts.filter { PaperID($0) == nil }
    guard wrong.isEmpty else { throw Diagnostics(wrong.map(Diagnostic.noID)) }
    var seen: Set<PaperID> = []
    ids = texts.compactMap(PaperID.init).filter { seen.insert($0).inserted }
    known = try Self.known(open.catalog)
    try check(ids)
  }

  /// Looks the papers up and adds a note for each or, when one is not found, none.
  /// - Returns: their keys.
  func add(key: CitationKey?, fields: PaperFields) async throws -> [CitationKey] {
    guard ids.count == 1 || (key == nil && fields.isEmpty) else {
      throw Diagnostic.flagsForMany(ids.count)
    }
    let finder = PaperFinder(open.workspace) { Console.note($0) }
    // arXiv names the DOI of a paper that appeared elsewhere, which may have been asked for, too.
    var seen: Set<PaperID> = []
    let papers = try await finder.papers(ids).filter { paper in
      defer { seen.formUnion(paper.ids) }
      return seen.isDisjoint(with: paper.ids)
    }
    try check(papers.flatMap(\.ids))
    var given: Set<CitationKey> = []
    var adder = PaperAdder(open: open, today: today)
    var notes: [PaperNote] = []
    for paper in papers {
      let key = try key ?? self.key(of: paper, fields, given: given)
      given.insert(key)
      var note = paper.note(key: key)
      try fields.apply(to: &note, today: today)
      notes.append(note)
      adder.abstracts[key] = paper.abstract
    }
    try adder.add(notes)
    return notes.map(\.citekey)
  }
}

// MARK: - Keys

extension PaperLookup {
  /// The key made of what was found and what the flags say instead.
  private func key(
    of paper: FoundPaper,
    _ fields: PaperFields,
    given: Set<CitationKey>
  ) throws -> CitationKey {
    try CitationKeyMaker.key(
      authors: fields.authors.isEmpty ? paper.authors : fields.authors,
      year: fields.year ?? paper.year,
      title: fields.title ?? paper.title,
      isTaken: { try given.contains($0) || open.holder(of: $0) != nil }
    )
  }

  private static func known(_ catalog: Catalog) throws -> [PaperID: CitationKey] {
    var known: [PaperID: CitationKey] = [:]
    for note in try catalog.papers().map(\.note) {
      for id in [note.arxiv, note.doi].compactMap(\.self).compactMap({ PaperID($0) }) {
        known[id] = known[id] ?? note.citekey
      }
    }
    return known
  }

  private func check(_ ids: [PaperID]) throws {
    let found = ids.compactMap { id in known[id].map { Diagnostic.known(id, as: $0) } }
    guard found.isEmpty else { throw Diagnostics(found) }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noID(_ text: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "'\(text)' is neither an id at arXiv nor a DOI",
      fix:
        "give one such as arxiv:1604.00981, doi:10.1145/3292500.3330701, or the address of either"
    )
  }

  fileprivate static func known(_ id: PaperID, as key: CitationKey) -> Diagnostic {
    Diagnostic(
      .badData,
      "\(id) is '\(key)' already; nothing was added",
      fix: "change its note with 'trine paper edit \(key)'"
    )
  }

  fileprivate static func flagsForMany(_ count: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(count) papers are looked up, but the flags can describe one only",
      fix: "leave the flags out, or look the papers up one by one"
    )
  }
}
