// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineLaunch

/// `trine index`.
struct Index: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Make the catalog anew from the notes and the run folders."
  )

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.open()
    let runs = RunReader.runs(in: open.workspace)
    try open.catalog.rebuild(runs: runs)
    try open.catalog.removePages()
    try open.syncNotes()
    try open.syncRuns()
    let papers = try open.catalog.papers()
    Console.note("indexed papers: \(papers.count), runs: \(runs.count)")
  }
}
