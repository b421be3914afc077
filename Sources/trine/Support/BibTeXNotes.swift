// SPDX-License-Identifier: MIT

import TrineCore
import TrineNotes

/// The entries of a .bib file as notes that are still to be summed up, all or none.
struct BibTeXNotes {
  private let name: String
  private let entries: [BibTeXEntry]

  /// Reads the file; `-` is standard input.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    entries = try BibliographySource.soundEntries(path)
  }

  /// The notes of all entries; what the flags say goes for a single entry.
  ///
  /// An entry keeps the key it has; only one without a usable key is given one.
  func notes(
    key: CitationKey?,
    fields: PaperFields,
    today: Day,
    isTaken: (CitationKey) throws -> Bool
  ) throws -> [PaperNote] {
    guard entries.count == 1 || (key == nil && fields.isEmpty) else {
      throw Diagnostic.flagsForMany(name, entries.count)
    }
    var notes: [PaperNote] = []
    var given: [BibTeXKey: CitationKey] = [:]
    var references = KeyReferences()
    for entry in entries {
      let own =
        try key ?? entry.citationKey
        ?? Self.madeKey(for: entry) { try given[BibTeXKey($0)] != nil || isTaken($0) }
      let first = given.updateValue(own, forKey: BibTeXKey(own))
      if let first { throw Diagnostic.sameKeyTwice(name, first, own) }
      references.add(entry.key, as: own)
      var note = entry.wholeNote(key: own, added: today)
      if !fields.isEmpty { try fields.apply(to: &note, today: today) }
      notes.append(note)
    }
    return notes.map { note in
      var note = note
      note.bibtex = references.rewritten(note.bibtex)
      return note
    }
  }

  private static func madeKey(
    for entry: BibTeXEntry,
    isTaken: (CitationKey) throws -> Bool
  ) throws -> CitationKey {
    try CitationKeyMaker.key(
      authors: entry.authors,
      year: entry.year,
      title: entry.text("title") ?? "",
      isTaken: isTaken
    )
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func flagsForMany(_ name: String, _ count: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(name) has \(count) entries, but the flags can describe one paper only",
      fix: "leave the flags out, or give a file with one entry"
    )
  }

  fileprivate static func sameKeyTwice(
    _ name: String,
    _ first: CitationKey,
    _ second: CitationKey
  ) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: name),
      first == second
        ? "two entries have the key '\(first)'"
        : "two entries have the keys '\(first)' and '\(second)', and BibTeX does not regard case",
      fix: "give one of them another key, or keep both: trine paper import \(name)"
    )
  }
}
