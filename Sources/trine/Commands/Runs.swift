// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCatalog
import TrineCore

/// `trine runs`.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the runs, the newest first."
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Only the runs of one experiment.")
  var experiment: String?

  @Option(help: "Only the newest so many.")
  var limit: Int?

  func validate() throws {
    guard let limit, limit < 1 else { return }
    throw ValidationError("'--limit \(limit)' lists nothing; give 1 or more")
  }

  func run() throws {
    let open = try workspace.open()
    try open.syncRuns()
    guard format.format != .json else {
      let runs = try open.catalog.runs(experiment: experiment, limit: limit)
      Console.print(try JSONText.pretty(runs))
      return
    }
    var table = TextTable([
      ("run", .left), ("status", .left), ("created", .left), ("time", .right), ("ranks", .right),
      ("seed", .right), ("train/loss", .right), ("accuracy", .right), ("reason", .left),
    ])
    let timeZone = open.workspace.settings.timeZone
    let metrics = ["train/loss", "validation/accuracy", "test/accuracy"]
    for run in try open.catalog.runRows(experiment: experiment, limit: limit, metrics: metrics) {
      table.append(cells(run, timeZone))
    }
    Console.print(format.format == .csv ? table.csv : table.text)
  }

  private func cells(_ run: RunRow, _ timeZone: TimeZone) -> [String] {
    let accuracy = run.metrics["test/accuracy"] ?? run.metrics["validation/accuracy"]
    return [
      "\(run.id)", run.status.rawValue, run.created.minute(in: timeZone),
      run.duration?.duration ?? "", "\(run.ranks)", "\(run.seed)",
      run.metrics["train/loss"]?.brief ?? "", accuracy?.fixed(4) ?? "",
      run.reason ?? "",
    ]
  }
}
