// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineNotes

/// What can be said of a paper by flags.
struct PaperFields: ParsableArguments {
  @Option(help: "The title.")
  var title: String?

  @Option(help: "An author, 'Family, Given'; give it once for each, in order.")
  var author: [String] = []

  @Option(help: "The year of publication.")
  var year: Int?

  @Option(help: "The journal or conference.")
  var venue: String?

  @Option(help: "One of the three lines of the summary; give it three times.")
  var line: [String] = []

  @Option(help: "What the paper criticises.")
  var criticises: String?

  @Option(help: "What the paper contributes.")
  var contributes: String?

  @Option(help: "A tag; give it once for each.")
  var tag: [String] = []

  @Option(help: "The arXiv id, such as 1604.00981.")
  var arxiv: String?

  @Option(help: "The digital object identifier.")
  var doi: String?

  @Option(help: "How far the reading is: to-read, reading, read or revisit.")
  var status: ReadingStatus?

  /// Whether anything was said at all.
  var isEmpty: Bool {
    title == nil && author.isEmpty && year == nil && venue == nil && !hasSummary && tag.isEmpty
      && arxiv == nil && doi == nil && status == nil
  }

  /// The authors as notes write them: `Jianmin Chen` is `Chen, Jianmin`.
  var authors: [String] { author.map(AuthorName.written) }

  /// Whether any part of the summary was given.
  private var hasSummary: Bool { !line.isEmpty || criticises != nil || contributes != nil }

  /// Lays what was said over a note; a summary must be whole: three lines and both sections.
  func apply(to note: inout PaperNote, today: Day) throws {
    note.title = title ?? note.title
    if !author.isEmpty { note.authors = authors }
    note.year = year ?? note.year
    note.venue = venue ?? note.venue
    note.arxiv = arxiv.map { BibTeXEntry.arxivID($0) ?? $0 } ?? note.arxiv
    note.doi = doi.map { BibTeXEntry.doi($0) ?? $0 } ?? note.doi
    note.tags += tag
    note.status = status ?? (hasSummary ? .read : .toRead)
    note.added = today
    guard hasSummary || note.status == .read || note.status == .revisit else { return }
    note.lines = try ThreeLines.checked(line)
    guard !note.lines.isEmpty else { throw Diagnostic.missing("--line, three times") }
    for (flag, text) in [("--criticises", criticises), ("--contributes", contributes)]
    where (text ?? "").isEmpty {
      throw Diagnostic.missing(flag)
    }
    note.criticises = criticises ?? ""
    note.contributes = contributes ?? ""
    note.read = today
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func missing(_ flag: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "the summary has no \(flag)",
      fix: "give \(flag), or --status to-read without a summary for later"
    )
  }
}
