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
  /// - Parameters:
  ///   - path: The folder.
  ///   - checkpoint: The checkpoint to go on from, relative to the folder; `nil` begins anew.
  /// - Returns: the exit code of the process.
  public static func run(folder path: String, resuming checkpoint: String? = nil) -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    let identity = RankIdentity(environment: environment)
    let folder = RunFolder(path)
    let pulse = Pulse()
    do {
      try redirectOutput(to: folder.log(rank: identity.rank))
      let events = try EventLog(folder.events(rank: identity.rank))
      do {
        try run(folder, checkpoint, identity.rank, environment, events, pulse)
        return 0
      } catch {
        // The event file may be what failed; the log still gets the words.
        let words = (error as? Diagnostic)?.headline ?? "\(error)"
        let (step, rank) = (pulse.trainedSteps, identity.rank)
        try? events.append(.failed, step: step, rank: rank, message: words)
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
    _ file: String?,
    _ rank: Int,
    _ environment: [String: String],
    _ events: EventLog,
    _ pulse: Pulse
  ) throws {
    let lifeline = lifeline(environment)
    let plan = try readPlan(folder.plan)
    let checkpoint = try file.map { try Checkpoint($0, in: folder, for: plan) }
    try start(plan, checkpoint, events)
    try Heart.start(pulse, events: events, lifeline: lifeline, rank: rank, of: plan)
    let world = try world(of: plan)
    let splits = try splits(of: plan, on: world, pulse)
    let trace = try traceLog(folder, plan, world, resuming: checkpoint, pulse)
    let trainer = try Trainer(
      plan,
      splits: splits,
      world: world,
      events: events,
      pulse: pulse,
      trace: trace,
      resuming: checkpoint
    )
    do {
      try trainer.run(folder: folder)
      pulse.begin(.writingTimeline, 0)
      try trace.write()
    } catch {
      throw Diagnostic(error, at: pulse.reading)
    }
    pulse.begin(.finished, 0)
    let reading = pulse.reading
    try events.append(.finished, step: reading.step, epoch: reading.epoch)
  }

  /// What ends this rank when nobody looks after it any more.
  private static func lifeline(_ environment: [String: String]) -> Lifeline {
    // Open MPI's own ranks notice within three seconds that mpirun is gone; these at once. Not
    // elsewhere, since other launchers may start ranks from a thread that ends.
    if environment["OMPI_COMM_WORLD_RANK"] != nil { Communicator.dieWithParent() }
    return Lifeline(environment: environment, host: hostName())
  }

  /// All ranks, of which there are as many as the plan has.
  private static func world(of plan: RunPlan) throws -> Communicator {
    let world = try Communicator.world()
    guard world.size == plan.ranks else { throw Diagnostic.worldSize(world.size, plan.ranks) }
    return world
  }

  /// Takes the plan's threads and says that the rank is there.
  private static func start(
    _ plan: RunPlan,
    _ checkpoint: Checkpoint?,
    _ events: EventLog
  ) throws {
    // Threads split a product in other ways than one, and so add in another order.
    if let threads = plan.deterministic == .strict ? 1 : plan.threads { BLAS.setThreads(threads) }
    try events.append(
      .started,
      values: [
        "process": Double(getpid()), "step": Double(checkpoint?.step ?? 0),
        "threads": Double(BLAS.threads),
      ]
    )
  }

  /// What a rank learns from and is tested with.
  private static func splits(
    of plan: RunPlan,
    on world: Communicator,
    _ pulse: Pulse
  ) throws -> DataSplits {
    pulse.begin(.readingData, 0)
    let shard = plan.shard(of: world.rank)
    let splits = try DataSplits.load(plan.data, seed: plan.seed, shard: shard, beat: pulse.beat)
    try DataFacts(splits, of: plan.data).check(plan)
    return splits
  }

  /// A timeline on rank 0's clock, from a moment all ranks have in common; where a run goes on in
  /// the middle of its first steps, from where it had got to on the slowest of them.
  private static func traceLog(
    _ folder: RunFolder,
    _ plan: RunPlan,
    _ world: Communicator,
    resuming checkpoint: Checkpoint?,
    _ pulse: Pulse
  ) throws -> TraceLog {
    let path = folder.trace(rank: world.rank)
    let step = plan.ownSteps(after: checkpoint?.step ?? 0)
    // Behind the traced steps nothing is written.
    let kept = KeptTrace(path, to: step < plan.traceSteps ? step : 0, beat: pulse.beat)
    pulse.begin(.waitForRanks, 0)
    defer { pulse.begin(.starting, 0) }
    let before = try world.maximum(of: kept.end)
    let offset = plan.traceSteps > 0 ? try world.clockOffset() : 0
    var origin = [MonotonicClock.seconds]
    var span = origin.mutableSpan
    try world.broadcast(&span, from: 0)
    return TraceLog(
      path,
      steps: plan.traceSteps,
      origin: origin[0] - offset - before,
      keeping: kept.text
    )
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
  /// What went wrong in training, with the steps that were done and what the rank was at.
  fileprivate init(_ error: any Error, at place: Pulse.Reading) {
    let problem = error as? Diagnostic
    let words = problem?.headline ?? "\(error)"
    let activity = place.activity.name(place.index)
    self.init(.failure, "step \(place.step), \(activity): \(words)", fix: problem?.fix)
  }

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
