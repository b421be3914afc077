// SPDX-License-Identifier: MIT

import ArgumentParser
import Glibc
import TrineConfig
import TrineCore
import TrineLaunch

/// `trine run FILE [key=value ...]`.
struct RunExperiment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run an experiment over MPI.",
    discussion: """
      Any key of the file can be overridden: 'train.batch=256' sets it, 'train.batch=64,128,256' \
      runs one after the other, '~train.batch' goes back to the default.
      """
  )

  @Argument(help: "The experiment's YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var experiment: String

  @Argument(help: "Overrides: key=value, key=a,b,c, +key=value, ~key.")
  var overrides: [String] = []

  @Flag(help: "Check everything and print the resolved plan, but start nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let open = try workspace.open()
    let points = PlansOnce(try ExperimentReader.load(path: experiment, overrides: overrides))
    let plans = points.plans
    if let note = points.note { Console.note(note) }
    let supervisor = try Supervisor(workspace: open.workspace, catalog: open.catalog)
    var checked: [CheckedPlan] = []
    for plan in plans { checked.append(try await supervisor.check(plan)) }
    if dryRun {
      Console.print(plans.map(PlanYAML.text).joined(separator: "---\n"))
      return
    }
    try open.syncRuns()
    try await run(checked, with: supervisor, in: open)
  }

  /// Runs plans one after the other; a failed one does not keep the next from running.
  private func run(
    _ plans: [CheckedPlan],
    with supervisor: Supervisor,
    in open: OpenWorkspace
  ) async throws {
    let stop = StopRequest()
    var reports: [RunReport] = []
    for plan in plans where stop.signal == nil {
      let printer = ProgressPrinter(isQuiet: quiet)
      let report = try await supervisor.run(plan, stop: stop) { printer.show($0) }
      printer.close()
      for problem in report.problems { Console.note("Warning: \(problem)") }
      Console.print(RunSummary(report, in: open).text)
      reports.append(report)
    }
    if stop.signal != nil { throw ExitCode(130) }
    if reports.contains(where: { $0.run.status != .finished }) { throw ExitCode.failure }
  }
}
