// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineIndex
import TrineNotes

/// `trine note show NAME`.
struct NoteShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a page of the lab's wiki and what links to it."
  )

  @Argument(help: "The page's name or title.", completion: Completions.topics) var name: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: PageFormatOptions

  func run() throws {
    let open = try workspace.openToRead { try $0.syncNotes() }
    let topic = try open.topic(named: name)
    let rows = try LinkRows(open)
    let linking = try rows.incoming(rows.book.node(of: topic))
    switch format.format {
    case .json:
      Console.print(try JSONText.pretty(topic.json(backlinks: linking)))
    case .text:
      Console.print(try TopicStore(workspace: open.workspace).text(of: topic.file))
      for row in linking { Console.note(row.text) }
    }
  }
}
