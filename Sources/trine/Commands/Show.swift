// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineLaunch

/// `trine show RUN`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one run: how it stands, its plan, where its time went, and its metrics."
  )

  @OptionGroup var argument: RunArgument
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let open = try workspace.openToRead { try $0.syncRuns() }
    let run = try open.catalog.run(matching: argument.selector)
    let table = metricTable(run)
    guard format.format != .csv else { return Console.print(table.csv) }
    let details = RunDetails(
      run: run,
      breakdown: RunReader.breakdown(run, in: open.workspace),
      scaling: try open.scaling(of: run)
    )
    if format.format == .table {
      let summary = RunText(details: details, timeZone: open.workspace.settings.timeZone).summary
      let paragraphs = [summary] + BreakdownText(breakdown: details.breakdown).paragraphs
      Console.print(paragraphs.joined(separator: "\n\n") + "\n\n")
    }
    try format.print(table, json: details)
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
