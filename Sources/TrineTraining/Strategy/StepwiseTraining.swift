// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// All replicas take the same steps: each computes gradients on its part of the batch, and an update
/// moves the parameters by what they come to together.
final class StepwiseTraining: ShardTraining {
  let shard: any ModelShard
  let update: any GradientUpdate
  let grid: RankGrid
  let feed: SampleFeed
  private let learningRate: LearningRate
  private let clock: PhaseClock
  private let pulse: Pulse
  private let faults: FaultInjector
  private var samples: StepSamples
  private var sums: SliceSums

  init(
    _ setting: TrainingSetting,
    samples: StepSamples,
    shard: any ModelShard,
    update: any GradientUpdate
  ) throws {
    let plan = setting.plan
    (self.samples, self.shard, self.update) = (samples, shard, update)
    (grid, clock, pulse, faults) = (setting.grid, setting.clock, setting.pulse, setting.faults)
    let isStrict = plan.deterministic == .strict
    sums = SliceSums(slices: samples.slices, over: isStrict ? grid.data : nil)
    learningRate = LearningRate(plan.train, stepsPerEpoch: samples.stepCount)
    feed = try SampleFeed(
      setting,
      capacity: shard.capacity,
      columns: shard.network.columns
    )
  }

  var stepsPerEpoch: Int { samples.stepCount }
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
      faults.strike(step: step + 1, clock)
      let loss = try addGradients(of: batch, in: stretch)
      try update.apply(rate: rate(step))
      step += 1
      let total = samples.total(ofStep: batch)
      result.samples += total
      pulse.reach(step: step, epoch: Double(step) / Double(stepsPerEpoch))
      let rows = shard.countsLoss ? samples.ownCount(ofStep: batch) : 0
      pulse.add(loss: loss, rows: rows, samples: total)
    }
    try update.settle(rate: rate(step - 1))
    result.metrics = try shard.finishStretch()
    result.loss = try sums.take()
    return result
  }

  private func rate(_ step: Int) -> Float { Float(learningRate.rate(step: step)) }

  /// Adds up the gradients of the slices of this replica's part of a batch, and returns the loss.
  private func addGradients(of batch: Int, in stretch: Stretch) throws -> Double {
    let total = samples.total(ofStep: batch)
    let scale = update.scale(own: samples.ownCount(ofStep: batch), total: total)
    var loss = 0.0
    for slice in 0..<samples.slices {
      if slice > 0 { clock.begin(.gatheringBatch) }
      requestSlice(after: slice, of: batch, in: stretch)
      let place = PassPlace(isFirst: slice == 0, isLast: slice == samples.slices - 1)
      let part = try feed.training.take { x, labels in
        try update.pass(place) { parameters, gradients, beta in
          try shard.addGradients(
            x,
            labels,
            scale: scale,
            parameters: parameters,
            keeping: beta,
            to: &gradients,
            observer: update.observer
          )
        }
      }
      sums.add(part, slice: slice)
      loss += part
    }
    return loss
  }

  /// Asks for the slice that follows, in this step or the next one.
  private func requestSlice(after slice: Int, of batch: Int, in stretch: Stretch) {
    if slice + 1 < samples.slices {
      feed.training.request(samples.own(ofStep: batch, slice: slice + 1))
    } else if batch + 1 < stretch.batches.upperBound {
      feed.training.request(samples.own(ofStep: batch + 1))
    }
  }
}

// MARK: - Scores

extension StepwiseTraining {
  func score(_ set: HeldOutSet) throws -> (SoftmaxCrossEntropy.Score, count: Int) {
    var correct = 0
    try update.readParameters { parameters in
      for slice in 0..<samples.slices {
        let score = try feed.score(set, slice: slice, of: samples.slices) { x, labels in
          try shard.score(x, labels, parameters: parameters)
        }
        sums.add(score.loss, slice: slice)
        correct += score.correct
      }
    }
    let loss = try sums.take()
    return (SoftmaxCrossEntropy.Score(loss: loss, correct: correct), feed.count(set))
  }
}
