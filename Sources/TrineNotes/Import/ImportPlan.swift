// SPDX-License-Identifier: MIT

public import TrineCore

/// Decides what becomes of each entry that is imported: a new note, or none because it is there.
///
/// Nothing that is there is ever changed. An entry that says what a note under its key says is there; one
/// that says otherwise of the same paper is told, for the note may have been edited since; another paper
/// under a key that is taken gets the next free one. So the same file twice adds nothing.
public struct ImportPlan {
  /// The notes to add, in the order of the entries.
  public private(set) var notes: [PaperNote] = []
  /// How many entries are there already.
  public private(set) var countOfKnown = 0
  /// What was decided that is not as the entry has it.
  public private(set) var remarks: [Diagnostic] = []
  /// What cannot be imported.
  public private(set) var problems: [Diagnostic] = []

  private let today: Day
  private var keys: KeyRoom
  /// The notes that say something, by the key an entry would ask for.
  private var contents: [Content: CitationKey] = [:]
  /// The notes by their own keys, which go first, and by all their keys.
  private var own: [CitationKey: PaperNote] = [:]
  private var known: [BibTeXKey: PaperNote] = [:]
  private var twins: [Look: CitationKey] = [:]
  private var references = KeyReferences()
  /// Entries of papers there are, to be compared with the notes that have these keys.
  private var compared: [(key: CitationKey, new: PaperNote, location: SourceLocation)] = []

  /// Begins with the papers there are; `taken` are the keys of all notes, also of those that cannot be
  /// read.
  public init(known notes: [PaperNote], taken: Set<CitationKey>, today: Day) {
    self.today = today
    keys = KeyRoom(taken)
    for note in notes {
      let key = BibTeXKey(note.citekey)
      known[key] = known[key] ?? note
      own[note.citekey] = note
    }
    for note in notes {
      let content = Content.text(note)
      for key in Content.keys(note) {
        let key = BibTeXKey(key)
        let said = Content(key: key, text: content)
        contents[said] = contents[said] ?? note.citekey
        known[key] = known[key] ?? note
      }
      for key in Content.otherKeys(note) where !keys.has(key) {
        references.add(key, as: note.citekey)
      }
      for look in Look.all(note) { twins[look] = note.citekey }
    }
  }

  /// Decides about the entries of one file, which may name one another.
  public mutating func add(_ entries: [BibTeXEntry]) {
    let first = notes.count
    var names = KeyReferences()
    for entry in entries {
      if let key = decide(entry) { names.add(entry.key, as: key) }
    }
    references.take(names)
    for index in first..<notes.count {
      notes[index].bibtex = references.rewritten(notes[index].bibtex)
    }
    compare()
  }

  /// Decides about one entry.
  /// - Returns: the key of its note; `nil` when it cannot be imported.
  private mutating func decide(_ entry: BibTeXEntry) -> CitationKey? {
    let wanted: CitationKey
    do {
      wanted = try ImportKey.key(for: entry)
    } catch {
      problems.append(error.at(entry.location))
      return nil
    }
    var entry = entry
    if wanted.description != entry.key, !entry.key.isEmpty { entry.keepOldKey() }
    let note = entry.wholeNote(key: wanted, added: today)
    let asked = Content(key: BibTeXKey(wanted), text: Content.text(note))
    let said = contents[asked]
    guard let key = said ?? keyOfSamePaper(as: note) else { return add(note, entry, asked) }
    countOfKnown += 1
    // What keys an entry names is no part of its content.
    if said == nil || KeyReferences.areIn(note.bibtex) {
      compared.append((key, note, entry.location))
    }
    return key
  }

  private func keyOfSamePaper(as note: PaperNote) -> CitationKey? {
    let old = own[note.citekey] ?? known[BibTeXKey(note.citekey)]
    return old?.isSamePaper(as: note) == true ? old?.citekey : nil
  }

  private mutating func add(
    _ note: PaperNote,
    _ entry: BibTeXEntry,
    _ asked: Content
  ) -> CitationKey {
    let free = keys.take(note.citekey)
    // A paper without a title is called by its key.
    let named = free == note.citekey ? note : entry.wholeNote(key: free, added: today)
    tell(named, note.citekey, entry)
    contents[asked] = free
    notes.append(named)
    return free
  }

  /// Tells what entries say otherwise than the notes of their papers.
  private mutating func compare() {
    guard !compared.isEmpty else { return }
    let added = Dictionary(uniqueKeysWithValues: notes.map { ($0.citekey, $0) })
    for (key, new, location) in compared {
      guard let old = own[key] ?? added[key] else { continue }
      var new = new
      new.bibtex = references.rewritten(new.bibtex)
      let names = Content.differences(old, new)
      if !names.isEmpty { remarks.append(.differs(old, names, location)) }
    }
    compared = []
  }

  private mutating func tell(_ note: PaperNote, _ wanted: CitationKey, _ entry: BibTeXEntry) {
    if note.citekey != wanted {
      remarks.append(.taken(wanted, note.citekey, entry.location))
    } else if wanted.description != entry.key, !entry.key.isEmpty {
      remarks.append(.rekeyed(entry.key, wanted, entry.location))
    }
    let looks = Look.all(note)
    if let look = looks.first(where: { twins[$0] != nil }), let twin = twins[look] {
      remarks.append(.twin(note.citekey, twin, look.words, entry.location))
    }
    for look in looks where twins[look] == nil { twins[look] = note.citekey }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate func at(_ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .badData,
      at: location,
      message,
      fix: "give the entry a key, as in \(Self.example(of: location.file))"
    )
  }

  private static func example(of file: String) -> String {
    if file.hasSuffix(".ris") { return "'ID  - yamada2020bunsan'" }
    return file.hasSuffix(".json")
      ? "\"id\": \"yamada2020bunsan\"" : "@article{yamada2020bunsan, …"
  }

  fileprivate static func differs(
    _ old: PaperNote,
    _ names: [String],
    _ location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(old.citekey)' is there already and says otherwise (\(names.joined(separator: ", "))); "
        + "its note was not changed"
    )
  }

  fileprivate static func taken(
    _ key: CitationKey,
    _ free: CitationKey,
    _ location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(at: location, "the key '\(key)' is taken by another paper; this one is '\(free)'")
  }

  fileprivate static func rekeyed(
    _ old: String,
    _ key: CitationKey,
    _ location: SourceLocation
  ) -> Diagnostic {
    let shown = old.count > 80 ? "\(old.prefix(80))…" : old
    let why =
      switch CitationKey(old)?.otherMeaning {
      case .run: "a link [[\(shown)]] would lead to a run"
      case .experiment: "a link [[\(shown)]] would lead to an experiment"
      default: "the key '\(shown)' cannot name a file"
      }
    return Diagnostic(at: location, "\(why); this paper is '\(key)'")
  }

  fileprivate static func twin(
    _ key: CitationKey,
    _ twin: CitationKey,
    _ what: String,
    _ location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(twin)' has the same \(what) as '\(key)'; is this the same paper?"
    )
  }
}
