// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Trains one plan from its first step, or from a checkpoint, to the last, together with the other
/// ranks.
final class Trainer {
  private let plan: RunPlan
  private let splits: DataSplits
  private let communicator: Communicator
  private let events: EventLog
  private let pulse: Pulse
  private let clock: PhaseClock
  private let trace: TraceLog
  private let strategy: GradientAveraging
  private let timetable: Timetable
  private let learningRate: LearningRate
  private var order: EpochOrder
  private var stopping = EarlyStopping()
  /// Whether early stopping has decided to end the run.
  private var isEnough = false
  private var step = 0

  /// Rows of a batch when a model is evaluated: enough that products are large.
  private static let evaluationRows = 256

  init(
    _ plan: RunPlan,
    splits: DataSplits,
    communicator: Communicator,
    events: EventLog,
    pulse: Pulse,
    trace: TraceLog
  ) {
    self.plan = plan
    self.splits = splits
    self.communicator = communicator
    self.events = events
    self.pulse = pulse
    self.trace = trace
    clock = PhaseClock(pulse, trace: trace)
    order = EpochOrder(
      splits.training,
      batch: plan.train.batch,
      seed: plan.seed,
      shuffles: plan.train.shuffle
    )
    timetable = Timetable(plan.train, stepsPerEpoch: order.stepCount)
    learningRate = LearningRate(
      plan.train.learningRate,
      stepsPerEpoch: order.stepCount,
      epochs: plan.train.epochs
    )
    let batch = min(plan.train.batch, splits.training.count)
    let share = (batch + communicator.size - 1) / communicator.size
    strategy = GradientAveraging(
      plan,
      capacity: max(share, Self.evaluationRows),
      communicator: communicator,
      clock: clock
    )
  }

  /// Trains to the last epoch; with none it evaluates the initial parameters and writes no
  /// checkpoint.
  func run(folder: RunFolder, resuming checkpoint: Checkpoint?) throws {
    try begin(folder, checkpoint)
    guard plan.train.epochs > 0 else { return try report([:], isEvaluated: true) }
    for stretch in timetable.stretches(after: step) {
      let metrics = try train(stretch)
      try report(metrics, isEvaluated: stretch.isEvaluated)
      if stretch.isSaved || isEnough { try save(in: folder) }
      guard !isEnough else { return try sayStopped() }
    }
  }

  /// What is being done, for messages: `step 20, allreduce of gradients`.
  var words: String { "step \(step + 1), \(clock.words)" }
}

// MARK: - A stretch

extension Trainer {
  private func begin(_ folder: RunFolder, _ checkpoint: Checkpoint?) throws {
    if let checkpoint {
      try checkpoint.load(into: strategy, from: folder)
      step = checkpoint.step
      stopping = checkpoint.stopping
    } else if let initial = plan.model.initial {
      try Safetensors.read(
        strategy.model.network.namedTensors,
        into: &strategy.model.parameters,
        from: initial
      )
    } else {
      strategy.model.initialize(seed: plan.seed)
    }
    pulse.reach(step: step, epoch: epoch)
  }

  private var epoch: Double { Double(step) / Double(max(1, order.stepCount)) }

  /// Trains for a stretch and returns its metrics.
  private func train(_ stretch: Stretch) throws -> [String: Double] {
    clock.begin(.starting)
    try communicator.barrier()
    _ = clock.takeInterval()
    order.shuffle(epoch: stretch.epoch)
    var (loss, samples) = (0.0, 0)
    for batch in stretch.batches {
      clock.begin(step: step + 1)
      let chosen = order.order[order.positions(ofBatch: batch)]
      let rate = Float(learningRate.rate(step: step))
      let result = try strategy.step(chosen, of: splits.trainingSet, rate: rate)
      loss += result.loss
      samples += chosen.count
      step += 1
      pulse.reach(step: step, epoch: epoch)
      pulse.add(loss: result.loss, rows: result.rows, samples: chosen.count)
    }
    clock.begin(.starting)
    let seconds = clock.training
    try events.append(.phase, step: step, epoch: epoch, values: phases())
    try trace.writeIfDone()
    return ["train/loss": try sum(loss) / Double(samples), "throughput": Double(samples) / seconds]
  }

  private func phases() -> [String: Double] {
    var values = clock.takeInterval()
    values["memory/parameters"] = Double(strategy.byteCount)
    return values
  }

  /// Adds a number up over all ranks.
  private func sum(_ value: Double) throws -> Double {
    var values = [value]
    var span = values.mutableSpan
    try communicator.allreduce(&span)
    return values[0]
  }
}

// MARK: - What follows a stretch

extension Trainer {
  /// Evaluates when it is time, and writes all metrics as one event of rank 0.
  private func report(_ metrics: [String: Double], isEvaluated: Bool) throws {
    var metrics = metrics
    if isEvaluated {
      clock.begin(.evaluating)
      try evaluate("validation", splits.validation, of: splits.trainingSet, into: &metrics)
      if let set = splits.testSet {
        try evaluate("test", Array(0..<set.count), of: set, into: &metrics)
      }
      if let rule = plan.train.earlyStopping { isEnough = stopping.shouldStop(metrics, rule) }
    }
    for name in metrics.keys.sorted() where metrics[name]?.isFinite != true {
      throw Diagnostic.diverged(name, epoch, plan.train.learningRate)
    }
    guard communicator.rank == 0, !metrics.isEmpty else { return }
    try events.append(.metric, step: step, epoch: epoch, values: metrics)
  }

  private func evaluate(
    _ name: String,
    _ samples: [Int],
    of set: Dataset,
    into metrics: inout [String: Double]
  ) throws {
    guard !samples.isEmpty else { return }
    let evaluation = try Evaluation(
      samples,
      of: set,
      model: strategy.model,
      communicator: communicator,
      pulse: pulse
    )
    metrics["\(name)/loss"] = evaluation.loss
    metrics["\(name)/accuracy"] = evaluation.accuracy
  }

  /// All ranks have the same parameters and state, so rank 0 writes them for all.
  private func save(in folder: RunFolder) throws {
    guard communicator.rank == 0 else { return }
    clock.begin(.checkpoint)
    let checkpoint = Checkpoint(step: step, plan: plan, strategy: strategy, stopping: stopping)
    try checkpoint.save(strategy, in: folder)
    try events.append(
      .checkpoint,
      step: step,
      epoch: epoch,
      message: RunFolder.checkpoint(step: step)
    )
  }

  private func sayStopped() throws {
    guard communicator.rank == 0, let rule = plan.train.earlyStopping else { return }
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
