// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCore
import TrineIndex

/// `trine graph [NAME]`.
struct Graph: ParsableCommand {
  /// The forms a graph can take.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case dot, json, mermaid
  }

  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Print the graph of papers, topics, experiments and runs.",
    discussion: """
      Edges say what a link says: that a paper criticises another, that an experiment tests a paper, \
      or only that there is a link. To see it: trine graph | dot -Tsvg >graph.svg
      """
  )

  @Argument(
    help: "What to begin at: a citation key, a topic, run:ID or exp:NAME; all unless told.",
    completion: Completions.pages
  )
  var name: String?

  @Option(help: "How many steps to go from there.") var depth: Int?
  @Option(help: "How to print: dot, json or mermaid.") var format: Format = .dot
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if let depth, depth < 0 {
      throw ValidationError("--depth is \(depth); it must be 0 or more")
    }
    if depth != nil, name == nil {
      throw ValidationError("--depth needs a page to begin at: trine graph NAME --depth 2")
    }
  }

  func run() throws {
    let open = try workspace.openToRead {
      try $0.syncNotes()
      try $0.syncRuns()
    }
    var graph = try LinkGraph(open.catalog)
    if let name { graph = graph.around(try LinkRows(open).node(named: name).id, depth: depth ?? 1) }
    switch format {
    case .dot: Console.print(graph.dot)
    case .mermaid: Console.print(graph.mermaid)
    case .json: Console.print(try JSONText.pretty(graph.json))
    }
  }
}
