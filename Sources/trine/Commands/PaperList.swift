// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore

/// `trine paper list`.
struct PaperList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the papers, by citation key."
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.openToRead { try $0.syncNotes() }
    let papers = try open.catalog.papers()
    try format.print(table(papers), json: JSONValue.array(papers.map(\.json)))
    for paper in papers {
      if let problem = paper.problem { Console.note("\(paper.file): \(problem)") }
    }
  }

  private func table(_ papers: [PaperEntry]) -> TextTable {
    var table = TextTable([
      ("key", .left), ("year", .right), ("authors", .left), ("title", .left), ("status", .left),
    ])
    for note in papers.map(\.note) {
      let year = note.year.map(String.init) ?? ""
      table.append([
        "\(note.citekey)", year, note.shortAuthors, note.title, note.status.rawValue,
      ])
    }
    return table
  }
}
