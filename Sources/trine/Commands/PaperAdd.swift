// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCatalog
import TrineCore
import TrineNotes

/// `trine paper add`.
struct PaperAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Note a paper: by flags, from BibTeX, or in your editor.",
    discussion: """
      With --title and its like, everything is taken from the flags. With --bibtex, the papers of \
      a .bib file are added, to be summed up later. With neither, your editor ($VISUAL or $EDITOR) \
      opens on a template. The citation key is family name, year and first significant word of the \
      title (chen2016revisiting) unless --key gives it.
      """
  )

  @Option(help: "The citation key, instead of the one made from author, year and title.")
  var key: CitationKey?

  @Option(help: "A .bib file to take the papers from; - for standard input.")
  var bibtex: String?

  @OptionGroup(title: "The paper") var fields: PaperFields
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    try open.syncNotes()
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    if let bibtex {
      let source = try BibTeXSource(bibtex)
      let taken = try open.notes.keys()
      try add(source.notes(key: key, fields: fields, taken: taken, today: today), to: open)
    } else if fields.isEmpty {
      try await PaperDraft(open: open, today: today).add(key: key)
    } else {
      try add([flagNote(taken: open.notes.keys(), today: today)], to: open)
    }
    try open.syncNotes()
  }

  /// The note that the flags alone make.
  private func flagNote(taken: Set<CitationKey>, today: Day) throws -> PaperNote {
    guard let title = fields.title, !title.isEmpty else { throw Diagnostic.noTitle() }
    let key =
      try key
      ?? CitationKeyMaker.key(
        authors: fields.authors,
        year: fields.year,
        title: title,
        taken: taken
      )
    var note = PaperNote(citekey: key, title: title)
    try fields.apply(to: &note, today: today)
    return note
  }

  /// Adds all notes or, when a key is taken, none.
  private func add(_ notes: [PaperNote], to open: OpenWorkspace) throws {
    let taken = try open.notes.keys()
    let clashes = notes.filter { taken.contains($0.citekey) }
    guard clashes.isEmpty else { throw Diagnostics(clashes.map { .taken($0.citekey) }) }
    let twins = try Twins(open.catalog.papers().map(\.note))
    for twin in notes.compactMap(twins.first) {
      Console.note("\(twin.citekey) has the same title and year; is this the same paper?")
    }
    let language = open.workspace.settings.language
    let results = try open.notes.add(
      notes.map { ($0.citekey, PaperNoteWriter.markdown($0, language: language)) }
    )
    let files = results.compactMap { try? $0.get() }
    if !files.isEmpty { Console.print(files.map { "wrote \($0)" }.joined(separator: "\n")) }
    // Another process was faster.
    let refused = results.compactMap(\.failure)
    guard refused.isEmpty else { throw Diagnostics(refused) }
  }
}

/// Finds the papers that are known under another key.
private struct Twins {
  private struct Look: Hashable {
    let title: String
    let year: Int?
  }

  private let known: [Look: PaperNote]

  init(_ notes: [PaperNote]) {
    known = Dictionary(
      notes.map { (Look(title: $0.title, year: $0.year), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  func first(of note: PaperNote) -> PaperNote? {
    known[Look(title: note.title, year: note.year)]
  }
}

extension Result {
  fileprivate var failure: Failure? {
    guard case .failure(let error) = self else { return nil }
    return error
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTitle() -> Diagnostic {
    Diagnostic(.usage, "the paper has no title", fix: "give --title 'Its title'")
  }

  fileprivate static func taken(_ key: CitationKey) -> Diagnostic {
    Diagnostic(
      .badData,
      "\(Workspace.note(key)) is there already; nothing was added",
      fix: "change it with 'trine paper edit \(key)', or give the new paper another --key"
    )
  }
}
