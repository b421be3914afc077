// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore
import TrineFiles
import TrineNotes

/// A .bib file, or standard input, as notes that are still to be summed up.
struct BibTeXSource {
  private let name: String
  private let entries: [BibTeXEntry]

  private static let bibliography = FileKind("bibliography", suffixes: [".bib"])

  /// Reads the file; `-` is standard input.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    let text =
      try path == "-"
      ? FileText.readValid("/dev/stdin", as: name)
      : FileText.readValid(path, kind: Self.bibliography)
    entries = try BibTeXParser.entries(text, file: name)
    guard !entries.isEmpty else { throw Diagnostic.noEntries(name) }
  }

  /// The notes of all entries; what the flags say goes for a single entry.
  ///
  /// An entry keeps the key it has; only one without a usable key is given one.
  func notes(
    key: CitationKey?,
    fields: PaperFields,
    taken: Set<CitationKey>,
    today: Day
  ) throws -> [PaperNote] {
    guard entries.count == 1 || (key == nil && fields.isEmpty) else {
      throw Diagnostic.flagsForMany(name, entries.count)
    }
    var notes: [PaperNote] = []
    var given: Set<CitationKey> = []
    var taken = taken
    for entry in entries {
      let own = try key ?? CitationKey(entry.key) ?? CitationKeyMaker.key(for: entry, taken: taken)
      guard given.insert(own).inserted else { throw Diagnostic.sameKeyTwice(name, own) }
      taken.insert(own)
      var note = entry.note(key: own, added: today)
      if !fields.isEmpty { try fields.apply(to: &note, today: today) }
      notes.append(note)
    }
    return notes
  }
}

extension CitationKeyMaker {
  /// The key made from what an entry says.
  fileprivate static func key(
    for entry: BibTeXEntry,
    taken: Set<CitationKey>
  ) throws -> CitationKey {
    guard let provisional = CitationKey("entry") else { preconditionFailure("'entry' is a key") }
    let note = entry.note(key: provisional, added: Day(Date(), in: .current))
    return try key(authors: note.authors, year: note.year, title: note.title, taken: taken)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noEntries(_ name: String) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: name),
      "no BibTeX entry was found",
      fix: "an entry begins with '@article{key,' or its like"
    )
  }

  fileprivate static func flagsForMany(_ name: String, _ count: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(name) has \(count) entries, but the flags can describe one paper only",
      fix: "leave the flags out, or give a file with one entry"
    )
  }

  fileprivate static func sameKeyTwice(_ name: String, _ key: CitationKey) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: name),
      "two entries have the key '\(key)'",
      fix: "give one of them another key"
    )
  }
}
