// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineNotes

/// Which papers a list shows, and in which order.
struct PaperChoice: ParsableArguments {
  /// What papers can be sorted by.
  enum Order: String, CaseIterable, ExpressibleByArgument {
    case key, year, added, priority, title
  }

  @Option(
    help: "Only papers of this status: to-read, reading, read or revisit; give it once for each."
  )
  var status: [ReadingStatus] = []

  @Option(help: "Only papers with this tag; with several, those that have all.")
  var tag: [String] = []

  @Option(help: "Only papers of this year, or of years such as 2015..2018.")
  var year: String?

  @Flag(help: "Only papers that were read and that no run has tested.")
  var untested = false

  @Flag(help: "Only papers that runs have tested and nobody has read.")
  var unreadTested = false

  @Option(help: "What to sort by: key, year, added, priority or title.")
  var sort: Order = .key

  @Flag(help: "Sort the other way round.")
  var reverse = false

  func validate() throws {
    if let year { _ = try years(year) }
    if untested, unreadTested {
      throw ValidationError("--untested and --unread-tested exclude each other; give one of them")
    }
  }

  /// Whether the choice needs to know which papers runs name.
  var concernsRuns: Bool { untested || unreadTested }

  /// The papers that are chosen, in order; `tested` are those that runs name.
  func chosen(_ papers: [PaperEntry], tested: Set<CitationKey>) throws -> [PaperEntry] {
    let years = try year.map(years)
    let chosen = papers.filter { isChosen($0.note, years, tested) }
    let sorted = sort == .key ? chosen : chosen.sorted { isBefore($0.note, $1.note) }
    return reverse ? sorted.reversed() : sorted
  }

  private func isChosen(
    _ note: PaperNote,
    _ years: ClosedRange<Int>?,
    _ tested: Set<CitationKey>
  ) -> Bool {
    let isRead = note.status == .read || note.status == .revisit
    let isTested = tested.contains(note.citekey)
    if untested, !isRead || isTested { return false }
    if unreadTested, isRead || !isTested { return false }
    if let years, note.year.map(years.contains) != true { return false }
    guard status.isEmpty || status.contains(note.status) else { return false }
    if tag.isEmpty { return true }
    let tags = Set(note.tags.map { $0.lowercased() })
    return tag.allSatisfy { tags.contains($0.lowercased()) }
  }

  private func isBefore(_ left: PaperNote, _ right: PaperNote) -> Bool {
    let (a, b) = (rank(left), rank(right))
    return a == b ? left.citekey < right.citekey : a < b
  }

  /// What is not known comes last.
  private func rank(_ note: PaperNote) -> (Int, String) {
    switch sort {
    case .key: (0, note.citekey.description)
    case .year: (note.year ?? .max, "")
    case .added: (0, note.added?.description ?? "~")
    case .priority: (note.priority ?? .max, note.added?.description ?? "~")
    case .title: (0, note.title.lowercased())
    }
  }

  private func years(_ text: String) throws -> ClosedRange<Int> {
    guard let years = try? SearchQuery("year:\(text)").filter.years else {
      throw ValidationError("'--year \(text)' is no year; write 2016, 2015..2018, 2015.. or ..2018")
    }
    return years
  }
}
