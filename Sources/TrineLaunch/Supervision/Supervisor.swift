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
  let workspace: Workspace
  let catalog: Catalog
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
    let (run, folder) = try await prepare(checked)
    return try await launch(run, checked.plan, folder, stop: stop, report: report)
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

  /// Starts the ranks, anew or from a checkpoint, looks after them, and writes down how they ended.
  func launch(
    _ run: Run,
    _ plan: RunPlan,
    _ folder: RunFolder,
    from resumed: Checkpoint? = nil,
    stop: StopRequest,
    report: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> RunReport {
    var run = run
    let logs = LogTail(folder, ranks: plan.ranks)
    var follower = RunFollower(plan, folder, from: resumed?.step, report: report)
    run.metrics = follower.tail.history.metrics
    let transition = RunTransition(running: plan.ranks, from: resumed)
    try FileText.append(line: JSONText.line(transition), to: folder.supervisorEvents)
    run.take(transition)
    // The folder has it; should the catalog be out of reach, the end of the run tells of it.
    try? catalog.save(run)
    report(RunProgress(run, threads: plan.threadCount(cores: Machine.cores), from: resumed))

    let ranks = Task {
      try await launcher.launch(plan, worker, folder, from: resumed, in: workspace)
    }
    let listener = Task { [run, follower] in
      var follower = follower
      await follower.follow(stop: stop, end: { ranks.cancel() }) { metrics in
        var run = run
        run.metrics = metrics
        // The folder has them; should the catalog be busy, the end of the run brings them.
        try? catalog.save(run)
      }
      return follower
    }
    let exit = LauncherExit(await ranks.result)
    listener.cancel()
    follower = await listener.value

    let history = follower.tail.history
    let outcome = RunOutcome(
      exit: exit,
      stoppedBy: stop.signal,
      stall: follower.stall,
      lastWords: history.lastWords,
      ranks: plan.ranks,
      expendable: plan.expendableRanks,
      steps: follower.steps,
      crashes: logs.crashes(ranks: plan.ranks),
      haveStarted: history.ranks.allSatisfy { $0.process != nil },
      launcherLog: logs.launcherLog,
      isDiskFull: Machine.isDiskFull(at: folder.path)
    )
    run.metrics = history.metrics
    let problems = try record(outcome.transition(at: Date()), of: &run, folder)
    return RunReport(run: run, history.breakdown, outcome, logs, problems)
  }

  /// Writes a run's end to the folder, then to the catalog.
  /// - Returns: what cannot be written. The report goes on without it: a disk that is full may be why
  ///   the run has failed, and the next command finds out once more how it ended.
  private func record(
    _ end: RunTransition,
    of run: inout Run,
    _ folder: RunFolder
  ) throws -> [Diagnostic] {
    run.take(end)
    do {
      try FileText.append(line: JSONText.line(end), to: folder.supervisorEvents)
      try catalog.save(run)
      return []
    } catch let problem as Diagnostic {
      return [problem]
    }
  }
}

extension RunTransition {
  /// The ranks are being started: for the first time, or to go on from a checkpoint.
  fileprivate init(running ranks: Int, from resumed: Checkpoint?) {
    self.init(
      time: Timestamp.text(Date()),
      status: .running,
      supervisor: resumed.map { _ in ProcessIdentity.current() },
      resumedFrom: resumed?.file,
      ranks: ranks
    )
  }
}

extension RunProgress {
  fileprivate init(_ run: Run, threads: Int, from resumed: Checkpoint?) {
    self =
      resumed.map { .resumed(run, threads: threads, step: $0.step) }
      ?? .started(run, threads: threads)
  }
}

extension RunReport {
  fileprivate init(
    run: Run,
    _ breakdown: RunBreakdown,
    _ outcome: RunOutcome,
    _ logs: LogTail,
    _ problems: [Diagnostic]
  ) {
    (self.run, self.problems) = (run, problems)
    self.breakdown = breakdown
    failedRank = outcome.rank
    let hasFailed = outcome.status == .failed
    let isInLog = hasFailed && (outcome.rank != nil || outcome.isToldByLauncher)
    let end = LogEnd(isInLog ? logs.lines(rank: outcome.rank) : [], reason: outcome.reason)
    (lastLines, fix) = (end.lines, end.fix)
  }
}
