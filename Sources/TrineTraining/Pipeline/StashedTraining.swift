// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels

/// A pipeline that never waits for a batch within a stretch: each microbatch is an update, and goes
/// backwards with the weights it went forwards with (Narayanan and others, "PipeDream: Generalized
/// Pipeline Parallelism for DNN Training", 2019).
///
/// Stage s of p so works with weights that lack the last p - s - 1 updates, counted from 0. A step has
/// as many updates as its batch has microbatches, all with the step's learning rate; each is the mean
/// gradient of the samples of one microbatch, of all replicas. At the end of a stretch the pipeline
/// runs empty.
final class StashedTraining: ShardTraining {
  let update: any GradientUpdate
  let grid: RankGrid
  let feed: SampleFeed
  private let stage: PipelineStage
  private let stash: WeightStash
  private let learningRate: LearningRate
  private let clock: PhaseClock
  private let pulse: Pulse
  private let faults: FaultInjector
  private var samples: StepSamples
  /// The summed loss of the step whose microbatches come back.
  private var loss = 0.0

  init(
    _ setting: TrainingSetting,
    samples: StepSamples,
    stage: PipelineStage,
    update: any GradientUpdate
  ) throws {
    (self.samples, self.stage, self.update) = (samples, stage, update)
    (grid, clock, pulse, faults) = (setting.grid, setting.clock, setting.pulse, setting.faults)
    stash = WeightStash(
      count: stage.network.parameterCount,
      inFlight: stage.layout.inFlight(at: stage.index)
    )
    learningRate = LearningRate(setting.plan.train, stepsPerEpoch: samples.stepCount)
    feed = try SampleFeed(setting, capacity: stage.capacity, columns: stage.network.columns)
  }

  var shard: any ModelShard { stage }
  var stepsPerEpoch: Int { samples.stepCount }
  var byteCount: Int { update.byteCount + stash.byteCount }

  var notes: [String] {
    let versions = stash.versionCount.counted("version")
    return stage.notes + ["each microbatch is an update; stage 1 keeps \(versions) of its weights"]
      + update.notes + feed.notes
  }
}

// MARK: - Steps

extension StashedTraining {
  func train(_ stretch: Stretch, after step: Int) throws -> StretchResult {
    var result = StretchResult()
    samples.shuffle(epoch: stretch.epoch)
    guard let first = stretch.batches.first else { return result }
    let count = stretch.batches.reduce(0) { $0 + MicrobatchWalk.count($1, samples, stage.layout) }
    var forwards = MicrobatchWalk(first, samples, stage.layout)
    var backwards = forwards
    feed.training.request(forwards.own(samples))
    for action in stage.layout.schedule(of: stage.index, microbatches: count) {
      switch action {
      case .forward(let number):
        let step = step + forwards.batch - first
        result.loss += try forward(take(&forwards, isLast: number == count - 1), step: step)
      case .backward(let number):
        let step = step + backwards.batch - first
        try backward(backwards, rate: rate(step))
        if backwards.isLast { result.samples += finish(step, ofBatch: backwards.batch) }
        if number + 1 < count { backwards.advance(samples, stage.layout) }
      }
    }
    try update.settle(rate: rate(step + stretch.batches.count - 1))
    result.metrics = try stage.finishStretch()
    return result
  }

  private func rate(_ step: Int) -> Float { Float(learningRate.rate(step: step)) }

  /// The next microbatch to go forwards; asks for the samples of the one behind it, if there is one.
  private func take(_ walk: inout MicrobatchWalk, isLast: Bool) -> MicrobatchWalk {
    let this = walk
    guard !isLast else { return this }
    walk.advance(samples, stage.layout)
    feed.training.request(walk.own(samples))
    return this
  }

  private func forward(_ this: MicrobatchWalk, step: Int) throws -> Double {
    if this.index == 0 {
      clock.begin(step: step + 1)
      faults.strike(step: step + 1, clock)
    } else {
      clock.begin(.gatheringBatch)
    }
    stash.begin()
    let scale = 1 / Float(this.total(samples))
    let loss = try feed.training.take { x, labels in
      try update.readParameters { parameters in
        try stage.forward(
          Microbatch(index: this.index, rows: labels.count),
          x,
          labels,
          scale: scale,
          parameters: parameters,
          observer: StageObserver(update.observer, stage)
        )
      }
    }
    self.loss += loss
    return loss
  }

  private func backward(_ this: MicrobatchWalk, rate: Float) throws {
    let rows = this.own(samples).count
    let microbatch = Microbatch(index: this.index, rows: rows)
    _ = try update.pass(PassPlace()) { parameters, gradients, beta in
      try stash.end(parameters) { weights in
        try stage.backward(
          microbatch,
          Span(),
          parameters: weights,
          keeping: beta,
          into: &gradients,
          observer: StageObserver(update.observer, stage, isComplete: true)
        )
      }
      return 0
    }
    clock.begin(.update)
    try update.readParameters(stash.keep)
    try update.apply(rate: rate)
  }

  /// Tells of a step whose last microbatch has come back, and how many samples it had.
  private func finish(_ step: Int, ofBatch batch: Int) -> Int {
    let total = samples.total(ofStep: batch)
    pulse.reach(step: step + 1, epoch: Double(step + 1) / Double(stepsPerEpoch))
    let rows = stage.countsLoss ? samples.own(ofStep: batch).count : 0
    pulse.add(loss: loss, rows: rows, samples: total)
    loss = 0
    return total
  }
}
