// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
public import TrineCatalog
public import TrineCore
import TrineFiles

/// Starts the ranks of a run, looks after them, and writes down how they ended.
///
/// Everything is written to the run's folder first and to the catalog second, so that a supervisor
/// that is killed leaves nothing the next command cannot make good.
public struct Supervisor: Sendable {
  private let workspace: Workspace
  private let catalog: Catalog
  private let worker: WorkerProgram
  private let launcher: LocalLauncher

  /// Takes care that `mpirun` and the worker are there before anything is made.
  public init(workspace: Workspace, catalog: Catalog) throws {
    try self.init(workspace: workspace, catalog: catalog, worker: .beside())
  }

  init(workspace: Workspace, catalog: Catalog, worker: WorkerProgram) throws {
    self.workspace = workspace
    self.catalog = catalog
    self.worker = worker
    launcher = try LocalLauncher(mpirun: workspace.settings.mpirun)
    // A child that ends before it has read its input must not end this process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Checks a plan against its data; makes nothing.
  public func check(_ plan: RunPlan) async throws -> CheckedPlan {
    CheckedPlan(plan: plan, libraries: try await worker.check(plan, in: workspace))
  }

  /// Runs one plan to its end.
  /// - Parameters:
  ///   - checked: What to run.
  ///   - stop: Hears when a person asks Trine to stop.
  ///   - report: Hears of the progress, from one task at a time.
  /// - Returns: how the run ended.
  /// - Throws: a `Diagnostic` when the run could not be made; then nothing was.
  public func run(
    _ checked: CheckedPlan,
    stop: StopRequest,
    report: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> RunReport {
    let plan = checked.plan
    var (run, folder) = try await prepare(checked)
    try record(.init(time: Timestamp.text(Date()), status: .running), of: &run, folder)
    report(.started(run))

    let ranks = Task { try await launcher.launch(plan, worker, folder, in: workspace) }
    let follower = Task { [run] in
      let stopIfAsked = { @Sendable in if stop.signal != nil { ranks.cancel() } }
      return await follow(run, plan, folder, stopIfAsked: stopIfAsked, report)
    }
    let exit = LauncherExit(await ranks.result)
    follower.cancel()
    let tail = await follower.value

    let outcome = RunOutcome(
      exit: exit,
      stoppedBy: stop.signal,
      lastWords: tail.lastWords,
      ranks: plan.ranks,
      launcherLog: (try? FileText.read(folder.launcherLog)) ?? "",
      isDiskFull: Machine.isDiskFull(at: folder.path)
    )
    run.metrics = tail.metrics
    try record(outcome.transition(at: Date()), of: &run, folder)
    let lines = outcome.status == .failed ? LogTail.lines(folder, rank: outcome.rank) : []
    return RunReport(run: run, failedRank: outcome.rank, lastLines: lines)
  }
}

/// A plan that fits its data.
public struct CheckedPlan: Sendable {
  /// The plan.
  public let plan: RunPlan
  /// Versions of what the ranks link, as the worker tells them.
  let libraries: [String: String]
}

// MARK: - The steps of a run

extension Supervisor {
  /// Looks at the machine and the checkout, and makes the run's folder.
  private func prepare(_ checked: CheckedPlan) async throws -> (run: Run, folder: RunFolder) {
    let checkout = await GitCheckout.around(workspace.root)
    return try RunFolderMaker.make(
      checked.plan,
      environment: RunEnvironment(libraries: checked.libraries, git: checkout),
      after: catalog.lastNumber(of: checked.plan.name),
      in: workspace
    )
  }

  /// Writes a transition to the folder, then to the catalog.
  private func record(
    _ transition: RunTransition,
    of run: inout Run,
    _ folder: RunFolder
  ) throws {
    try FileText.append(line: JSONText.line(transition), to: folder.supervisorEvents)
    run.take(transition)
    try catalog.save(run)
  }

  /// Ten times a second until cancelled: looks whether to stop, passes on what the ranks say, and
  /// keeps the catalog's metrics up to date.
  private func follow(
    _ run: Run,
    _ plan: RunPlan,
    _ folder: RunFolder,
    stopIfAsked: @Sendable () -> Void,
    _ report: @Sendable (RunProgress) -> Void
  ) async -> EventTail {
    var tail = EventTail(folder, ranks: plan.ranks, epochs: plan.train.epochs)
    var run = run
    while (try? await Task.sleep(for: .milliseconds(100))) != nil {
      stopIfAsked()
      tail.next().forEach(report)
      guard tail.metrics != run.metrics else { continue }
      run.metrics = tail.metrics
      // The folder has them; should the catalog be busy, the end of the run brings them.
      try? catalog.save(run)
    }
    tail.next().forEach(report)
    return tail
  }
}
