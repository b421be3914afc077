// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore

/// `trine note list`.
struct NoteList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the pages of the lab's wiki."
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.openToRead { try $0.syncNotes() }
    let topics = try open.catalog.pages(.topic)
    try format.print(table(topics), json: JSONValue.array(topics.map(\.json)))
    for topic in topics {
      if let problem = topic.problem { Console.note("\(topic.file): \(problem)") }
    }
  }

  private func table(_ topics: [PageEntry]) -> TextTable {
    var table = TextTable([("name", .left), ("title", .left), ("tags", .left)])
    for topic in topics {
      table.append([topic.name, topic.title, topic.tags.joined(separator: ", ")])
    }
    return table
  }
}
