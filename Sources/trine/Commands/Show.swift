// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore

/// `trine show RUN`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one run: how it stands, its plan and its metrics."
  )

  @Argument(
    help: ArgumentHelp(
      "An id, a unique prefix of one, 'latest', or '@n' counting back.",
      valueName: "run"
    )
  )
  var selector: String

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.open()
    try open.syncRuns()
    let run = try open.catalog.run(matching: selector)
    let table = metricTable(run)
    if format.format == .table {
      Console.print(RunText(run: run, timeZone: open.workspace.settings.timeZone).summary + "\n")
    }
    try format.print(table, json: run)
  }

  private func metricTable(_ run: Run) -> TextTable {
    var table = TextTable([
      ("metric", .left), ("last", .right), ("best", .right), ("min", .right), ("max", .right),
      ("mean", .right), ("count", .right), ("step", .right),
    ])
    for (name, metric) in run.metrics.sorted(by: { $0.key < $1.key }) {
      let values = [metric.last, metric.best, metric.min, metric.max, metric.mean].map { value in
        format.format == .csv ? "\(value)" : value.brief
      }
      table.append([name] + values + ["\(metric.count)", "\(metric.step)"])
    }
    return table
  }
}
