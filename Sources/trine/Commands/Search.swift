// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineFiles
import TrineIndex
import TrineNotes

/// `trine search WORDS`.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search notes, topics, experiments and reports.",
    discussion: """
      All words must be found; "two words" in quotes must follow one another, stal* finds what begins so, \
      -survey must not be found. Where nothing has just the words, what begins with them is shown. \
      Japanese needs no spaces: any part of a word is found. Filters: \
      tag:async, year:2015..2018, status:read, kind:paper (topic, experiment, report), author:chen, \
      has:claims, has:links; -tag:survey excludes.
      """
  )

  @Argument(parsing: .allUnrecognized, help: "Words, \"phrases\" and filters.")
  var words: [String]

  @Option(help: "The most results to show.") var limit: Int = 20

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is \(limit); it must be 1 or more") }
    if let option = words.first(where: { $0.hasPrefix("--") && $0 != "--" }) {
      throw ValidationError("there is no option '\(option)'")
    }
  }

  func run() throws {
    let query = try SearchQuery(arguments: words.filter { $0 != "--" })
    let open = try workspace.openToRead { try $0.syncNotes() }
    let search = try PageSearch(query, in: open.catalog, limit: limit)
    let results = search.hits.map { SearchResult($0, for: search.query, in: open.workspace) }
    if search.isOpened { tellWords(search) }
    guard format.format == .table else {
      return try format.print(
        SearchResult.table(results),
        json: JSONValue.array(results.map(\.json))
      )
    }
    Console.print(results.map { $0.text(isColoured: Console.isColoured) }.joined(separator: "\n"))
    tell(search)
  }

  private func tellWords(_ search: PageSearch) {
    let words = search.query.openWords.joined(separator: " ")
    Console.note("nothing has just these words; found by \(words)")
  }

  /// What one has to know of what was found.
  private func tell(_ search: PageSearch) {
    for page in search.hits.map(\.page) {
      if let problem = page.problem { Console.note("\(page.file): \(problem)") }
    }
    if search.hits.isEmpty { Console.note("nothing was found") }
    if search.hits.count == limit { Console.note("the best \(limit); more with --limit") }
  }
}
