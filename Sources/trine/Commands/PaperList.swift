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
    let open = try workspace.open()
    try open.syncNotes()
    let papers = try open.catalog.papers()
    var table = TextTable([
      ("key", .left), ("year", .right), ("authors", .left), ("title", .left), ("status", .left),
    ])
    for paper in papers {
      let note = paper.note
      let year = note.year.map(String.init) ?? ""
      table.append([
        "\(note.citekey)", year, note.shortAuthors, note.title, note.status.rawValue,
      ])
    }
    try format.print(table, json: papers.map(PaperObject.init))
    for paper in papers {
      if let problem = paper.problem { Console.note("\(paper.file): \(problem)") }
    }
  }
}

/// What JSON shows of a paper: the note's fields, its file, and what is wrong with it.
struct PaperObject: Encodable {
  let paper: PaperEntry

  private enum Key: String, CodingKey {
    case file, problem
  }

  func encode(to encoder: any Encoder) throws {
    try paper.note.encode(to: encoder)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(paper.file, forKey: .file)
    try object.encode(paper.problem, forKey: .problem)
  }
}
