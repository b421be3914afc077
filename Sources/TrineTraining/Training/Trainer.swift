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
  }

  /// Trains to the last epoch; with none it evaluates the initial parameters and writes no
  /// checkpoint.
  func run(folder: RunFolder) throws {
    try begin(folder)
    guard plan.train.epochs > 0 else { return try report([:], isEvaluated: true) }
    for stretch in timetable.stretches(after: step) {
      let metrics = try train(stretch)
      try report(metrics, isEvaluated: stretch.isEvaluated)
      if stretch.isSaved || isEnough { try save(in: folder) }
      guard !isEnough else { return try sayStopped() }
    }
  }

  /// What is being done, for messages: `step 20, allreduce of gradients`.
  var words: String { "step \(pulse.reading.step + 1), \(clock.words)" }
}

// MARK: - A stretch

extension Trainer {
  private func begin(_ folder: RunFolder) throws {
    var warnings: [String] = []
    if let checkpoint {
      warnings = try checkpoint.load(into: strategy, from: folder, world, pulse.beat)
      step = checkpoint.step
      stopping = checkpoint.stopping
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

  /// Trains for a stretch and returns its metrics.
  private func train(_ stretch: Stretch) throws -> [String: Double] {
    clock.begin(.waitForRanks)
    try world.barrier()
    pulse.beginTraining()
    _ = clock.takeInterval()
    let result = try strategy.train(stretch, after: step)
    step += stretch.batches.count
    clock.begin(.starting)
    let seconds = clock.training
    try events.append(.phase, step: step, epoch: epoch, values: phases())
    if !result.staleness.isEmpty {
      let counts = result.staleness.map { (String($0.key), Double($0.value)) }
      let values = Dictionary(uniqueKeysWithValues: counts)
      try events.append(.staleness, step: step, epoch: epoch, values: values)
    }
    try trace.writeIfDone()
    var metrics = result.metrics
    metrics["train/loss"] = try world.sum([result.loss])[0] / Double(result.samples)
    metrics["throughput"] = Double(result.samples) / seconds
    return metrics
  }

  private func phases() -> [String: Double] {
    var values = clock.takeInterval()
    values["memory/parameters"] = Double(strategy.byteCount)
    return values
  }
}

// MARK: - What follows a stretch

extension Trainer {
  /// Evaluates when it is time, and writes all metrics as one event of rank 0.
  private func report(_ metrics: [String: Double], isEvaluated: Bool) throws {
    var metrics = metrics
    if isEvaluated {
      clock.begin(.evaluating)
      for set in HeldOutSet.allCases { try evaluate(set, into: &metrics) }
      if let rule = plan.train.earlyStopping { isEnough = stopping.shouldStop(metrics, rule) }
    }
    for name in metrics.keys.sorted() where metrics[name]?.isFinite != true {
      throw Diagnostic.diverged(name, epoch, plan.train.learningRate)
    }
    guard world.rank == 0, !metrics.isEmpty else { return }
    try events.append(.metric, step: step, epoch: epoch, values: metrics)
  }

  private func evaluate(_ set: HeldOutSet, into metrics: inout [String: Double]) throws {
    let (own, count) = try strategy.score(set)
    guard count > 0 else { return }
    let sums = try world.sum([own.loss, Double(own.correct)])
    metrics["\(set)/loss"] = sums[0] / Double(count)
    metrics["\(set)/accuracy"] = sums[1] / Double(count)
  }

  private func save(in folder: RunFolder) throws {
    clock.begin(.checkpoint)
    let checkpoint = Checkpoint(
      step: step,
      plan: plan,
      optimizer: strategy.optimizerState,
      stopping: stopping,
      hasResidual: strategy.hasResidual
    )
    try checkpoint.save(strategy, of: Network(plan.model), in: folder, world, pulse.beat)
    guard world.rank == 0 else { return }
    let file = RunFolder.checkpoint(step: step)
    try events.append(.checkpoint, step: step, epoch: epoch, message: file)
  }

  private func sayStopped() throws {
    guard world.rank == 0, let rule = plan.train.earlyStopping else { return }
    let times = rule.patience.counted("evaluation")
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
      "training diverged: \(metric) is not a finite number after epoch \(epoch.epochText)",
      fix: "use a smaller learning rate than \(rate.base.brief)"
    )
  }
}
