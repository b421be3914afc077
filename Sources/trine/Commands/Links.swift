// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore

/// `trine links NAME`.
struct Links: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Show what a page links to and what links to it.",
    discussion: """
      Links in the section of what a paper criticises say so, and so do the papers and claims that an \
      experiment names. Names of run:ID and exp:NAME are runs and experiments.
      """
  )

  @Argument(
    help: "A citation key, a topic's name or title, run:ID or exp:NAME.",
    completion: Completions.pages
  )
  var name: String

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      try $0.syncRuns()
    }
    let links = try LinkRows(open)
    let node = try links.node(named: name)
    let rows = try links.rows(of: node)
    try format.print(LinkRow.table(rows), json: JSONValue.array(rows.map(\.json)))
    if rows.isEmpty { Console.note("'\(node.name)' has no links") }
  }
}
