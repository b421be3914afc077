// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCore
import TrineNotes

/// `trine paper add`.
struct PaperAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Note a paper: by its id, by flags, from BibTeX, or in your editor.",
    discussion: """
      With ids (arxiv:1604.00981, doi:10.1145/3292500.3330701, or the addresses of either), the papers \
      are looked up at arXiv and Crossref; flags then say what is to be different. \
      With --title and its like, everything is taken from the flags. With --bibtex, the papers of \
      a .bib file are added, to be summed up later. With neither, your editor ($VISUAL or $EDITOR) \
      opens on a template. The citation key is family name, year and first significant word of the \
      title (chen2016revisiting) unless --key gives it.
      """
  )

  @Argument(help: "Papers to look up, by arXiv id or DOI, or by the address of either.")
  var ids: [String] = []

  @Option(
    help: "The citation key, instead of the one made from author, year and title.",
    transform: CitationKey.parsedNew
  )
  var key: CitationKey?

  @Option(help: "A .bib file to take the papers from; - for standard input.")
  var bibtex: String?

  @Option(help: "A PDF of the paper, to be kept beside the note and searched.")
  var pdf: String?

  @OptionGroup(title: "The paper") var fields: PaperFields
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    guard ids.isEmpty || bibtex == nil else {
      throw ValidationError("papers come from ids or from --bibtex, not from both")
    }
  }

  func run() async throws {
    guard pdf == nil || ids.count < 2 else { throw Diagnostic.pdfForMany(ids.count) }
    let file = try pdf.map { try PaperPDF($0) }
    let open = try workspace.open()
    try open.syncNotes()
    let keys = try await add(to: open)
    if let file, let key = keys.first { try file.attach(to: key, in: open) }
    try open.takeIn(keys)
    if file != nil, let key = keys.first { PaperPDF.tell(key, in: open) }
  }

  /// Adds what the command says, and gives back the keys.
  private func add(to open: OpenWorkspace) async throws -> [CitationKey] {
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    let adder = PaperAdder(open: open, today: today)
    guard ids.isEmpty else {
      return try await PaperLookup(ids, open: open, today: today).add(key: key, fields: fields)
    }
    if let bibtex {
      let notes = try BibTeXNotes(bibtex).notes(key: key, fields: fields, today: today) {
        try open.holder(of: $0) != nil
      }
      guard pdf == nil || notes.count == 1 else { throw Diagnostic.pdfForMany(notes.count) }
      return try adder.add(notes)
    }
    if fields.isEmpty {
      return try await [PaperDraft(open: open, today: today).add(key: key)].compactMap(\.self)
    }
    if let key { return try adder.add([fields.note(key: key, today: today)]) }
    return [
      try adder.addUnderMadeKey { isTaken in
        try fields.note(key: fields.madeKey(isTaken: isTaken), today: today)
      }
    ]
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func pdfForMany(_ count: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(count) papers are to be added, but --pdf belongs to one",
      fix: "add them without it, then: trine paper attach KEY FILE"
    )
  }
}
