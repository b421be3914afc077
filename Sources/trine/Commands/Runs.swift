// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
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
    let runs = try open.catalog.runs(experiment: experiment, limit: limit)
    var table = TextTable([
      ("run", .left), ("status", .left), ("created", .left), ("time", .right), ("ranks", .right),
      ("seed", .right), ("train/loss", .right), ("accuracy", .right), ("reason", .left),
    ])
    let timeZone = open.workspace.settings.timeZone
    for run in runs { table.append(cells(run, timeZone)) }
    try format.print(table, json: runs)
  }

  private func cells(_ run: Run, _ timeZone: TimeZone) -> [String] {
    let accuracy = run.metrics["test/accuracy"] ?? run.metrics["validation/accuracy"]
    return [
      "\(run.id)", run.status.rawValue, run.created.minute(in: timeZone),
      run.duration?.duration ?? "", "\(run.ranks)", "\(run.seed)",
      run.metrics["train/loss"]?.last.brief ?? "", accuracy?.last.fixed(4) ?? "",
      run.reason ?? "",
    ]
  }
}
