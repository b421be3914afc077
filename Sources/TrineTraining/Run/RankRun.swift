// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore
import TrineKernels
import TrineMPI

/// One rank of one run, from the plan in the run's folder to the exit code.
public enum RankRun {
  /// Takes part in the run whose folder this is.
  ///
  /// Everything the rank says goes to its files there. A rank that fails ends all others.
  /// - Returns: the exit code of the process.
  public static func run(folder path: String) -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    let identity = RankIdentity(environment: environment)
    let folder = RunFolder(path)
    do {
      try redirectOutput(to: folder.log(rank: identity.rank))
      let events = try EventLog(folder.events(rank: identity.rank))
      do {
        try run(folder, environment, events)
        return 0
      } catch {
        // The event file may be what failed; the log still gets the words.
        let words = (error as? Diagnostic)?.headline ?? "\(error)"
        try? events.append(.failed, rank: identity.rank, message: words)
        throw error
      }
    } catch {
      printToStandardError("\(identity): \(error)\n")
      Communicator.abort(exitCode: 1)
      return 1
    }
  }

  private static func run(
    _ folder: RunFolder,
    _ environment: [String: String],
    _ events: EventLog
  ) throws {
    // Open MPI's own ranks notice within three seconds that mpirun is gone; these at once. Not
    // elsewhere, since other launchers may start ranks from a thread that ends.
    if environment["OMPI_COMM_WORLD_RANK"] != nil { Communicator.dieWithParent() }
    let lifeline = Lifeline(environment: environment, host: hostName())
    try events.append(.started, values: ["process": Double(getpid())])
    let plan = try readPlan(folder.plan)
    try PlanSupport(plan: plan).check()
    if let threads = plan.threads { BLAS.setThreads(threads) }
    let communicator = try Communicator.world()
    guard communicator.size == plan.ranks else {
      throw Diagnostic.worldSize(communicator.size, plan.ranks)
    }
    let pulse = Pulse(events, lifeline: lifeline)
    let splits = try DataSplits.load(plan.data, seed: plan.seed, beat: pulse.beat)
    try DataFacts(splits, of: plan.data).check(plan)
    let trainer = try Trainer(
      plan,
      splits: splits,
      communicator: communicator,
      events: events,
      pulse: pulse
    )
    try trainer.run(folder: folder)
    try events.append(.finished, step: pulse.step, epoch: pulse.epoch)
  }

  private static func readPlan(_ path: String) throws -> RunPlan {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Diagnostic.unreadable(path, lastSystemError())
    }
    do {
      return try JSONText.value(RunPlan.self, from: text)
    } catch {
      throw Diagnostic.notPlan(path, "\(error)")
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func worldSize(_ found: Int, _ planned: Int) -> Diagnostic {
    Diagnostic(
      .failure,
      "the world size is \(found), but the plan has \(planned) ranks",
      fix: "start it with 'mpirun -n \(planned)', as trine does"
    )
  }

  fileprivate static func notPlan(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "this is not a plan this version of Trine can run: \(reason)",
      fix: "start the run with 'trine run', which writes the plan"
    )
  }
}
