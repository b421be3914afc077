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
  /// What notes say, by the key an entry would ask for.
  private var contents: Set<Content> = []
  private var known: [String: PaperNote] = [:]
  private var twins: [Look: CitationKey] = [:]

  /// Begins with the papers there are; `taken` are the keys of all notes, also of those that cannot be
  /// read.
  public init(known notes: [PaperNote], taken: Set<CitationKey>, today: Day) {
    self.today = today
    keys = KeyRoom(taken)
    for note in notes {
      let content = Content.text(note)
      for key in Content.keys(note) {
        contents.insert(Content(key: key, text: content))
        known[key] = known[key] ?? note
      }
      known[note.citekey.description] = note
      for look in Look.all(note) { twins[look] = note.citekey }
    }
  }

  /// Decides about one entry.
  public mutating func add(_ entry: BibTeXEntry) {
    let wanted: CitationKey
    do {
      wanted = try ImportKey.key(for: entry)
    } catch {
      problems.append(error.at(entry.location))
      return
    }
    var entry = entry
    if wanted.description != entry.key, !entry.key.isEmpty { entry.keepOldKey() }
    var note = entry.wholeNote(key: wanted, added: today)
    let asked = Content(key: wanted.description, text: Content.text(note))
    guard !contents.contains(asked) else {
      countOfKnown += 1
      return
    }
    if let old = known[wanted.description], old.isSamePaper(as: note) {
      countOfKnown += 1
      remarks.append(.differs(old, note, entry.location))
      return
    }
    let free = keys.take(wanted)
    // A paper without a title is called by its key.
    if free != wanted { note = entry.wholeNote(key: free, added: today) }
    tell(note, wanted, entry)
    contents.insert(asked)
    notes.append(note)
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

// MARK: - Keys

/// Finds the key an entry asks for.
private enum ImportKey {
  /// The entry's own key; what files and links cannot carry in it becomes `-`; one that is not ASCII, or is
  /// missing, is made from author, year and title.
  static func key(for entry: BibTeXEntry) throws(Diagnostic) -> CitationKey {
    if let key = CitationKey(entry.key) ?? plain(entry.key) { return key }
    do {
      return try CitationKeyMaker.base(
        authors: entry.authors,
        year: entry.year,
        title: entry.text("title") ?? ""
      )
    } catch {
      guard entry.key.isEmpty else { return NoteFileName(entry.key).key }
      throw error
    }
  }

  private static func plain(_ key: String) -> CitationKey? {
    guard key.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let text = key.map { CitationKey("x\($0)") == nil ? "-" : String($0) }.joined()
    return CitationKey(String(text.drop { CitationKey(String($0)) == nil }))
  }
}

/// Which keys are free.
private struct KeyRoom {
  private var taken: Set<String>
  private var counts: [String: Int] = [:]

  init(_ keys: Set<CitationKey>) {
    taken = Set(keys.map(\.description))
  }

  /// Takes a key, or the next after it that is free.
  mutating func take(_ key: CitationKey) -> CitationKey {
    var count = counts[key.description] ?? 0
    defer { counts[key.description] = count }
    while true {
      let name = key.description + CitationKeyMaker.suffix(count)
      if taken.insert(name).inserted, let free = CitationKey(name) { return free }
      count += 1
    }
  }
}

extension BibTeXEntry {
  /// Keeps the key in `ids`, BibLaTeX's field for a paper's other keys.
  fileprivate mutating func keepOldKey() {
    guard BibTeXWriter.isBalanced(key.utf8) else { return }
    if let index = fields.firstIndex(where: { $0.name == "ids" }) {
      fields[index].value += fields[index].value.isEmpty ? key : ", \(key)"
    } else {
      fields.append(Field(name: "ids", value: key))
    }
  }
}

// MARK: - What papers say

/// What a note says, under a key somebody may ask for.
private struct Content: Hashable {
  let key: String
  let text: String

  /// The note's entry without key, tags and other keys: those one adds while reading.
  static func text(_ note: PaperNote) -> String {
    let entry = BibTeXWriter.entry(note)
    var text = entry.type
    for field in entry.fields where field.name != "keywords" && field.name != "ids" {
      text += "\u{0}\(field.name)\u{0}\(field.value)"
    }
    return text
  }

  /// The keys an entry of the note may have had: its own, its others, and that without the letters a
  /// second one gets.
  static func keys(_ note: PaperNote) -> [String] {
    let key = note.citekey.description
    let letters = key.utf8.reversed().prefix { $0.isLetter && $0 >= 0x61 }.prefix(2).count
    let others = note.bibtex.first { $0.name == "ids" }?.value.split(separator: ",").map(\.trimmed)
    return (0...letters).map { String(key.dropLast($0)) } + (others ?? [])
  }
}

/// What two notes of one paper have in common.
private enum Look: Hashable {
  case doi(String)
  case arxiv(String)
  case title([UInt8], year: Int?)

  /// All of a note's, the surest first.
  static func all(_ note: PaperNote) -> [Look] {
    [note.doi.map { .doi($0.lowercased()) }, note.arxiv.map(Look.arxiv)].compactMap(\.self)
      + [.title(folded(note.title), year: note.year)]
  }

  /// A title without spaces and case.
  static func folded(_ title: String) -> [UInt8] {
    title.utf8.filter { !$0.isSpace }.map { $0.isLetter ? $0 | 0x20 : $0 }
  }

  var words: String {
    switch self {
    case .doi: "DOI"
    case .arxiv: "arXiv id"
    case .title: "title and year"
    }
  }
}

extension PaperNote {
  /// Whether another note, of the same key, is about the same paper: the same identifier, the same
  /// title, or much the same title of the same year or authors, for it may have been corrected.
  fileprivate func isSamePaper(as other: PaperNote) -> Bool {
    if let doi, let second = other.doi, doi.lowercased() == second.lowercased() { return true }
    if let arxiv, arxiv == other.arxiv { return true }
    if Look.folded(title) == Look.folded(other.title) { return true }
    guard year == other.year || authors == other.authors else { return false }
    let (left, right) = (words, other.words)
    let common = left.intersection(right).count
    return common > 0 && common * 3 >= min(left.count, right.count) * 2
  }

  private var words: Set<Substring> { Set(SearchWords(title).text.split(separator: " ")) }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate func at(_ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .badData,
      at: location,
      message,
      fix: "give the entry a key, as in @article{yamada2020bunsan, …"
    )
  }

  fileprivate static func differs(
    _ old: PaperNote,
    _ new: PaperNote,
    _ location: SourceLocation
  ) -> Diagnostic {
    let (left, right) = (BibTeXWriter.entry(old), BibTeXWriter.entry(new))
    let names = Set(left.fields).symmetricDifference(right.fields).map(\.name)
    let all = Set(names).subtracting(["keywords", "ids"]).sorted().joined(separator: ", ")
    let what = left.type == right.type ? all : "type" + (all.isEmpty ? "" : ", \(all)")
    return Diagnostic(
      at: location,
      "'\(old.citekey)' is there already and says otherwise (\(what)); its note was not changed"
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
    Diagnostic(at: location, "the key '\(old)' cannot name a file; this paper is '\(key)'")
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
