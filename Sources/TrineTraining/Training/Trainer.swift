// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Trains one plan from its first step, or from a checkpoint, to the last, together with the other
/// ranks: when something is due is its concern, how ranks train together that of a strategy.
final class Trainer {
  private let plan: RunPlan
  private let events: EventLog
  private let pulse: Pulse
  private let clock: PhaseClock
  private let trace: TraceLog
  private let strategy: any Strategy
  /// What a person should know of how the ranks work together.
  private let notes: [String]
  private let timetable: Timetable
  private var stopping = EarlyStopping()
  /// Whether early stopping has decided to end the run.
  private var isEnough = false
  /// What the run goes on from; `nil` begins anew.
  private let checkpoint: Checkpoint?
  private var step = 0
  /// What has come since the last evaluation.
  private var tally: TrainingTally

  /// Prepares the ranks for a plan; collective.
  init(
    _ plan: RunPlan,
    splits: DataSplits,
    world: Communicator,
    events: EventLog,
    pulse: Pulse,
    trace: TraceLog,
    resuming checkpoint: Checkpoint?
  ) throws {
    (self.plan, self.events) = (plan, events)
    (self.pulse, self.trace, self.checkpoint) = (pulse, trace, checkpoint)
    clock = PhaseClock(pulse, trace: trace)
    let setting = TrainingSetting(
      plan: plan,
      splits: splits,
      grid: try RankGrid(world, plan),
      node: try world.splitByNode(),
      clock: clock,
      pulse: pulse,
      events: events,
      faults: FaultInjector(
        plan,
        rank: world.rank,
        isResumed: checkpoint != nil,
        pulse: pulse,
        events: events
      ),
      wire: plan.wire.map { SimulatedWire($0, pulse: pulse) }
    )
    strategy = try StrategyMaker(setting: setting).strategy()
    notes = try setting.notes() + strategy.notes
    timetable = Timetable(plan.train, stepsPerEpoch: strategy.stepsPerEpoch)
    tally = TrainingTally(slices: strategy.slices)
  }

  /// Trains to the last epoch; with none it evaluates and saves the initial parameters.
  func run(folder: RunFolder) throws {
    try begin(folder)
    guard plan.train.epochs > 0 else {
      try report([:])
      return try save(in: folder, nil)
    }
    for stretch in timetable.stretches(after: step) {
      let total = try train(stretch)
      if stretch.isEvaluated {
        try report(total.metrics, seconds: total.seconds)
        tally = TrainingTally(slices: strategy.slices)
      }
      if stretch.isSaved || isEnough { try save(in: folder, stretch.isEvaluated ? nil : total) }
      guard !isEnough else { return try sayStopped() }
    }
  }
}

// MARK: - A stretch

extension Trainer {
  private func begin(_ folder: RunFolder) throws {
    var warnings: [String] = []
    if let checkpoint {
      warnings = try checkpoint.load(into: strategy, from: folder, world, pulse.beat)
      step = checkpoint.step
      stopping = checkpoint.stopping
      if let total = checkpoint.interval { tally.restore(total, rank: world.rank, of: world.size) }
    } else if let initial = plan.model.initial {
      let tensors = strategy.network.namedTensors
      try strategy.editParameters {
        try Safetensors.read(tensors, into: &$0, from: initial, pulse.beat)
      }
    } else {
      let (network, seed) = (strategy.network, plan.seed)
      try strategy.editParameters { network.initialize(&$0, seed: seed, beat: pulse.beat) }
    }
    pulse.reach(step: step, epoch: epoch)
    guard world.rank == 0 else { return }
    for warning in warnings { try events.append(.warning, step: step, message: warning) }
    guard plan.ranks > 1 else { return }
    for note in notes { try events.append(.note, step: step, message: note) }
  }

  private var world: Communicator { strategy.world }

  private var epoch: Double { Double(step) / Double(max(1, strategy.stepsPerEpoch)) }

  /// Trains for a stretch and returns what has come since the last evaluation.
  private func train(_ stretch: Stretch) throws -> TrainingTally.Total {
    clock.begin(.waitForRanks)
    try world.barrier()
    pulse.beginTraining()
    _ = clock.takeInterval()
    try strategy.train(stretch, after: step, adding: &tally)
    step += stretch.batches.count
    clock.begin(.starting)
    tally.seconds += clock.training
    try events.append(.phase, step: step, epoch: epoch, values: phases())
    try tellStaleness()
    try trace.writeIfDone()
    clock.begin(.summing)
    let total = try tally.total(over: world)
    // What has come to nothing is not worth a checkpoint.
    guard total.loss.isFinite else { throw diverged("train/loss") }
    return total
  }

  private func tellStaleness() throws {
    guard !tally.staleness.isEmpty else { return }
    let counts = tally.staleness.map { (String($0.key), Double($0.value)) }
    let values = Dictionary(uniqueKeysWithValues: counts)
    try events.append(.staleness, step: step, epoch: epoch, values: values)
    tally.staleness = [:]
  }

  private func phases() -> [String: Double] {
    var values = clock.takeInterval()
    values["memory/parameters"] = Double(strategy.byteCount)
    return values
  }
}

// MARK: - What follows a stretch

extension Trainer {
  /// Evaluates, and writes all metrics as one event of rank 0.
  /// - Parameters:
  ///   - metrics: Those of the training since the last evaluation.
  ///   - seconds: How long that took.
  /// - Throws: a `Diagnostic` when one of them is not finite, and what MPI throws.
  private func report(_ metrics: [String: Double], seconds: Double? = nil) throws {
    var metrics = metrics
    clock.begin(.evaluating)
    for set in HeldOutSet.allCases { try evaluate(set, into: &metrics) }
    if let rule = plan.train.earlyStopping { isEnough = stopping.shouldStop(metrics, rule) }
    for name in metrics.keys.sorted() where metrics[name]?.isFinite != true {
      throw diverged(name)
    }
    guard world.rank == 0, !metrics.isEmpty else { return }
    try events.append(.metric, step: step, epoch: epoch, values: metrics, seconds: seconds)
  }

  private func diverged(_ metric: String) -> Diagnostic {
    .diverged(metric, epoch, plan.train.learningRate)
  }

  private func evaluate(_ set: HeldOutSet, into metrics: inout [String: Double]) throws {
    let (own, count) = try strategy.score(set)
    guard count > 0 else { return }
    let sums = try world.sum([own.loss, Double(own.correct)])
    metrics["\(set)/loss"] = sums[0] / Double(count)
    metrics["\(set)/accuracy"] = sums[1] / Double(count)
  }

  private func save(in folder: RunFolder, _ total: TrainingTally.Total?) throws {
    clock.begin(.checkpoint)
    let checkpoint = Checkpoint(
      step: step,
      plan: plan,
      optimizer: strategy.optimizerState,
      stopping: stopping,
      interval: total,
      hasResidual: strategy.hasResidual
    )
    try checkpoint.save(strategy, of: Network(plan.model), in: folder, world, pulse.beat)
    guard world.rank == 0 else { return }
    let file = RunFolder.checkpoint(step: step)
    try events.append(.checkpoint, step: step, epoch: epoch, message: file)
  }

  private func sayStopped() throws {
    guard world.rank == 0, let rule = plan.train.earlyStopping else { return }
    let times = stopping.sinceBest.counted("evaluation")
    let words =
      "stopped after epoch \(epoch.epochText): \(rule.metric) has not got better in \(times)"
    try events.append(.note, step: step, epoch: epoch, message: words)
  }
}

// MARK: - Messages

extension Double {
  /// A count of epochs: `3`, or `2.25`.
  fileprivate var epochText: String { fixed(self == rounded() ? 0 : 2) }
}

extension Diagnostic {
  fileprivate static func diverged(
    _ metric: String,
    _ epoch: Double,
    _ rate: LearningRatePlan
  ) -> Diagnostic {
    Diagnostic(
      .failure,
      "\(TrainingEvent.divergence)\(metric) is not a finite number after epoch \(epoch.epochText)",
      fix: "use a smaller learning rate than \(rate.base.brief)"
    )
  }
}
