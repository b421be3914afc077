// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineLaunch

/// `trine resume RUN`.
struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a run that has ended, from its last checkpoint.",
    discussion: """
      A run that failed, was killed or got lost goes on in the same folder as if it had not \
      stopped; one that has finished goes on when it is given more epochs.
      """
  )

  @OptionGroup var argument: RunArgument

  @Option(help: "Go on with so many ranks.")
  var ranks: Int?

  @Option(help: "Train until so many epochs are done, those before included.")
  var epochs: Int?

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if let ranks, ranks < 1 {
      throw ValidationError("'--ranks \(ranks)' leaves nobody to do the work; give 1 or more")
    }
    if let epochs, epochs < 1 {
      throw ValidationError("'--epochs \(epochs)' trains nothing; give 1 or more")
    }
  }

  func run() async throws {
    let open = try workspace.open()
    try open.syncRuns()
    let run = try open.catalog.run(matching: argument.selector)
    let resumption = try Resumption(of: run, in: open.workspace, ranks: ranks, epochs: epochs)
    if resumption.isPlanNew { try PlanRules.check(resumption.essentials) }
    let supervisor = try Supervisor(workspace: open.workspace, catalog: open.catalog)
    _ = try await supervisor.check(resumption.essentials)
    let stop = StopRequest()
    let printer = ProgressPrinter(isQuiet: quiet)
    let report = try await supervisor.resume(resumption, stop: stop) { printer.show($0) }
    printer.close()
    for problem in report.problems { Console.note("Warning: \(problem)") }
    Console.print(RunSummary(report, in: open).text)
    if stop.signal != nil { throw ExitCode(130) }
    if report.run.status != .finished { throw ExitCode.failure }
  }
}
