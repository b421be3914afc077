// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// All replicas take the same steps: each computes gradients on its part of the batch, and an update
/// moves the parameters by what they come to together.
final class StepwiseTraining: Strategy {
  private let shard: any ModelShard
  private let update: any GradientUpdate
  private let grid: RankGrid
  private let feed: SampleFeed
  private let learningRate: LearningRate
  private let clock: PhaseClock
  private let pulse: Pulse
  private let faults: FaultInjector
  private let slices: Int
  private var samples: StepSamples

  init(
    _ setting: TrainingSetting,
    samples: StepSamples,
    shard: any ModelShard,
    update: any GradientUpdate
  ) throws {
    let plan = setting.plan
    (self.samples, self.shard, self.update) = (samples, shard, update)
    (grid, clock, pulse, faults) = (setting.grid, setting.clock, setting.pulse, setting.faults)
    slices = plan.sync?.gradientAccumulation ?? 1
    learningRate = LearningRate(
      plan.train.learningRate,
      stepsPerEpoch: samples.stepCount,
      epochs: plan.train.epochs
    )
    feed = try SampleFeed(
      setting,
      capacity: shard.capacity,
      columns: shard.network.columns
    )
  }

  var world: Communicator { grid.world }
  var network: Network { shard.network }
  var stepsPerEpoch: Int { samples.stepCount }
  var notes: [String] { update.notes + feed.notes }
  var byteCount: Int { update.byteCount }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try update.editParameters(body)
  }
}

// MARK: - Steps

extension StepwiseTraining {
  func train(_ stretch: Stretch, after step: Int) throws -> StretchResult {
    var result = StretchResult()
    var step = step
    samples.shuffle(epoch: stretch.epoch)
    guard let first = stretch.batches.first else { return result }
    feed.training.request(samples.own(ofStep: first))
    for batch in stretch.batches {
      clock.begin(step: step + 1)
      if batch + 1 < stretch.batches.upperBound {
        feed.training.request(samples.own(ofStep: batch + 1))
      }
      faults.strike(step: step + 1, clock)
      let total = samples.total(ofStep: batch)
      let loss = try feed.training.take { x, labels in
        try addGradients(x, labels, scale: 1 / Float(total))
      }
      try update.apply(rate: rate(step))
      step += 1
      result.loss += loss
      result.samples += total
      pulse.reach(step: step, epoch: Double(step) / Double(stepsPerEpoch))
      let rows = shard.countsLoss ? samples.own(ofStep: batch).count : 0
      pulse.add(loss: loss, rows: rows, samples: total)
    }
    try update.settle(rate: rate(step - 1))
    return result
  }

  private func rate(_ step: Int) -> Float { Float(learningRate.rate(step: step)) }

  /// Adds up the gradients of the slices of this replica's part of a batch.
  private func addGradients(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    scale: Float
  ) throws -> Double {
    let width = labels.count == 0 ? 0 : x.count / labels.count
    var loss = 0.0
    for slice in 0..<slices {
      let rows = (0..<labels.count).part(slice, of: slices)
      let values = rows.lowerBound * width..<rows.upperBound * width
      let place = PassPlace(isFirst: slice == 0, isLast: slice == slices - 1)
      loss += try update.pass(place) { parameters, gradients, beta in
        try shard.addGradients(
          x.extracting(values),
          labels.extracting(rows),
          scale: scale,
          parameters: parameters,
          keeping: beta,
          to: &gradients,
          observer: update.observer
        )
      }
    }
    return loss
  }
}

// MARK: - Scores

extension StepwiseTraining {
  func score(_ set: HeldOutSet) throws -> (SoftmaxCrossEntropy.Score, count: Int) {
    let score = try update.readParameters { parameters in
      try feed.score(set) { x, labels in
        try shard.score(x, labels, parameters: parameters)
      }
    }
    return (score, feed.count(set))
  }
}

// MARK: - Checkpoints

extension StepwiseTraining {
  var ownsParameters: Bool { grid.replica == 0 }

  var optimizerState: OptimizerState {
    get { OptimizerState(steps: update.optimizer.steps, names: update.optimizer.stateNames) }
    set { update.optimizer.steps = newValue.steps }
  }

  func readParameters(_ body: (borrowing ParameterArena) throws -> Void) throws {
    try update.readParameters(body)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    let (optimizer, isOwned) = (update.optimizer, update.ownsState)
    try optimizer.editState { name, arena in
      try body(StatePart(name: name, range: optimizer.range, isOwned: isOwned), &arena)
    }
  }
}
