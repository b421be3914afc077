// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCatalog
import TrineCore

/// `trine runs`.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs, the newest first."
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Only the runs of one experiment.", completion: Completions.experiments)
  var experiment: String?

  @Option(help: "Only the newest so many.")
  var limit: Int?

  func validate() throws {
    guard let limit, limit < 1 else { return }
    throw ValidationError("'--limit \(limit)' lists nothing; give 1 or more")
  }

  func run() throws {
    let open = try workspace.openToRead { try $0.syncRuns() }
    guard format.format != .json else {
      let runs = try open.catalog.runs(experiment: experiment, limit: limit)
      Console.print(try JSONText.pretty(runs))
      return
    }
    var table = TextTable([
      ("run", .left), ("status", .left), ("created", .left), ("time", .right), ("ranks", .right),
      ("seed", .right), ("train/loss", .right), ("accuracy", .right), ("reason", .left),
    ])
    let metrics = ["train/loss", "validation/accuracy", "test/accuracy"]
    let rows = try open.catalog.runRows(experiment: experiment, limit: limit, metrics: metrics)
    if rows.isEmpty { Console.note("there is no run yet\(experiment.map { " of '\($0)'" } ?? "")") }
    let timeZone = open.workspace.settings.timeZone
    for row in rows { table.append(cells(row, timeZone)) }
    Console.print(format.format == .csv ? table.csv : table.text)
  }

  /// A run's cells: short for people, whole for programs.
  private func cells(_ run: RunRow, _ timeZone: TimeZone) -> [String] {
    let isForPeople = format.format == .table
    let accuracy = run.metrics["test/accuracy"] ?? run.metrics["validation/accuracy"]
    let created = isForPeople ? run.created.minute(in: timeZone) : Timestamp.text(run.created)
    let duration = run.duration.map { isForPeople ? $0.duration : "\($0)" }
    let figures = [run.metrics["train/loss"], accuracy].map { figure in
      figure.map { isForPeople ? $0.fixed(4) : "\($0)" } ?? ""
    }
    let start = ["\(run.id)", run.status.rawValue, created, duration ?? ""]
    return start + ["\(run.ranks)", "\(run.seed)"] + figures + [run.reason ?? ""]
  }
}
