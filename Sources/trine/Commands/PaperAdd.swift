// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
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

  @Option(
    help: "The citation key, instead of the one made from author, year and title.",
    transform: CitationKey.parsed
  )
  var key: CitationKey?

  @Option(help: "A .bib file to take the papers from; - for standard input.")
  var bibtex: String?

  @OptionGroup(title: "The paper") var fields: PaperFields
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    try open.syncNotes()
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    let adder = PaperAdder(open: open)
    if let bibtex {
      let source = try BibTeXNotes(bibtex)
      let taken = try open.notes.keys()
      try adder.add(source.notes(key: key, fields: fields, taken: taken, today: today))
    } else if fields.isEmpty {
      try await PaperDraft(open: open, today: today).add(key: key)
    } else if let key {
      try adder.add([flagNote(key, today)])
    } else {
      try adder.addUnderMadeKey { try flagNote(madeKey(taken: $0), today) }
    }
    try open.syncNotes()
  }

  /// The key made of what the flags say.
  private func madeKey(taken: Set<CitationKey>) throws -> CitationKey {
    try CitationKeyMaker.key(
      authors: fields.authors,
      year: fields.year,
      title: requiredTitle(),
      taken: taken
    )
  }

  /// The note that the flags alone make.
  private func flagNote(_ key: CitationKey, _ today: Day) throws -> PaperNote {
    var note = PaperNote(citekey: key, title: try requiredTitle())
    try fields.apply(to: &note, today: today)
    return note
  }

  private func requiredTitle() throws -> String {
    guard let title = fields.title, !title.isEmpty else { throw Diagnostic.noTitle() }
    return title
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTitle() -> Diagnostic {
    Diagnostic(.usage, "the paper has no title", fix: "give --title 'Its title'")
  }
}
