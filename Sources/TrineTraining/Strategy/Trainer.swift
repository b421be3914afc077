// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Trains one plan from the first epoch to the checkpoint, together with the other ranks.
final class Trainer {
  private let plan: RunPlan
  private let splits: DataSplits
  private let model: Sequential
  private let communicator: Communicator
  private let events: EventLog
  private let pulse: Pulse
  private var strategy: SynchronousStrategy
  private var order: EpochOrder

  /// Rows of a batch when a model is evaluated: enough that products are large.
  private static let evaluationRows = 256

  init(
    _ plan: RunPlan,
    splits: DataSplits,
    communicator: Communicator,
    events: EventLog,
    pulse: Pulse
  ) throws {
    self.plan = plan
    self.splits = splits
    self.communicator = communicator
    self.events = events
    self.pulse = pulse
    order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
    let batch = min(plan.train.batch, splits.training.count)
    let share = (batch + communicator.size - 1) / communicator.size
    model = Sequential(plan.model, capacity: max(share, Self.evaluationRows))
    model.initialize(seed: plan.seed)
    strategy = try SynchronousStrategy(plan.train, model: model, communicator: communicator)
  }

  /// Trains all epochs; with none it evaluates the initial parameters and writes no checkpoint.
  func run(folder: RunFolder) throws {
    guard plan.train.epochs > 0 else { return try report([:]) }
    for epoch in 1...plan.train.epochs {
      try report(train(epoch: epoch))
    }
    if communicator.rank == 0 { try writeCheckpoint(in: folder) }
  }
}

// MARK: - An epoch

extension Trainer {
  /// Trains for an epoch and returns its metrics.
  private func train(epoch: Int) throws -> [String: Double] {
    try communicator.barrier()
    var clock = PhaseClock()
    order.shuffle(epoch: epoch)
    var loss = 0.0
    for batch in 0..<order.stepCount {
      let samples = order.order[order.positions(ofBatch: batch)]
      let result = try strategy.step(samples, of: splits.trainingSet, model: model, clock: &clock)
      loss += result.loss
      pulse.step += 1
      pulse.epoch = Double(epoch - 1) + Double(batch + 1) / Double(order.stepCount)
      if communicator.rank == 0 {
        pulse.add(loss: result.loss, rows: result.rows, samples: samples.count)
      }
      try pulse.beat()
    }
    try events.append(.phase, step: pulse.step, epoch: pulse.epoch, values: clock.values)
    let mean = try sum(loss) / Double(splits.training.count)
    return ["train/loss": mean, "throughput": Double(splits.training.count) / clock.total]
  }

  /// Adds a number up over all ranks.
  private func sum(_ value: Double) throws -> Double {
    var values = [value]
    var span = values.mutableSpan
    try communicator.allreduce(&span)
    return values[0]
  }

  /// Evaluates, and writes all metrics of the epoch as one event of rank 0.
  private func report(_ metrics: [String: Double]) throws {
    var metrics = metrics
    try evaluate("validation", splits.validation, of: splits.trainingSet, into: &metrics)
    if let set = splits.testSet {
      try evaluate("test", Array(0..<set.count), of: set, into: &metrics)
    }
    for name in metrics.keys.sorted() where metrics[name]?.isFinite != true {
      throw Diagnostic.diverged(name, pulse.epoch, plan.train.learningRate)
    }
    guard communicator.rank == 0, !metrics.isEmpty else { return }
    try events.append(.metric, step: pulse.step, epoch: pulse.epoch, values: metrics)
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
      model: model,
      communicator: communicator,
      beat: pulse.beat
    )
    metrics["\(name)/loss"] = evaluation.loss
    metrics["\(name)/accuracy"] = evaluation.accuracy
  }

  private func writeCheckpoint(in folder: RunFolder) throws {
    let file = RunFolder.checkpoint(step: pulse.step)
    try makeFolder(folder.checkpoints)
    try Safetensors.write(model.namedTensors, of: model.parameters, to: "\(folder.path)/\(file)")
    try events.append(.checkpoint, step: pulse.step, epoch: pulse.epoch, message: file)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func diverged(
    _ metric: String,
    _ epoch: Double,
    _ rate: LearningRatePlan
  ) -> Diagnostic {
    Diagnostic(
      .failure,
      "training diverged: \(metric) is not a finite number after epoch \(epoch.fixed(0))",
      fix: "use a smaller learning rate than \(rate.base.brief)"
    )
  }
}
