// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore

/// `trine paper list`.
struct PaperList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the papers.",
    discussion: "Papers whose notes do not pass their checks are listed with their problem."
  )

  @OptionGroup var choice: PaperChoice
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      if choice.concernsRuns { try $0.syncRuns() }
    }
    let tested = choice.concernsRuns ? try open.catalog.experimentsByPaper() : [:]
    let papers = try choice.chosen(open.catalog.papers(), tested: Set(tested.keys))
    try format.print(PaperEntry.table(papers), json: JSONValue.array(papers.map(\.json)))
    PaperEntry.tellProblems(papers)
  }
}
