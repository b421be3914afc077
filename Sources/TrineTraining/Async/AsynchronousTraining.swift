// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Workers take steps at their own pace: each pulls parameters from the servers, computes gradients
/// on a batch of its own and pushes them, and waits for nobody (Dean and others, "Large Scale
/// Distributed Deep Networks", 2012, section 4.1, Downpour SGD).
///
/// All ranks come together at the end of a stretch, where the servers' parameters are evaluated.
final class AsynchronousTraining: Strategy {
  private let plan: RunPlan
  private let async: AsyncPlan
  private let rank: Int
  private let roles: AsyncRoles
  private let model: Sequential
  private let service: any ParameterService
  private let feed: SampleFeed
  private let learningRate: LearningRate
  private let clock: PhaseClock
  private let pulse: Pulse
  private let faults: FaultInjector
  private var samples: WorkerSamples
  /// Steps that this rank has taken, also in earlier stretches; `nil` before the first one.
  private var ownSteps: Int?

  init(
    _ setting: TrainingSetting,
    samples: WorkerSamples,
    model: Sequential,
    service: any ParameterService
  ) throws {
    plan = setting.plan
    async = plan.async ?? AsyncPlan()
    (rank, roles) = (setting.grid.world.rank, AsyncRoles(plan))
    (self.samples, self.model, self.service) = (samples, model, service)
    (clock, pulse, faults) = (setting.clock, setting.pulse, setting.faults)
    learningRate = LearningRate(plan.train, stepsPerEpoch: samples.stepCount)
    feed = try SampleFeed(setting, capacity: model.capacity, columns: nil, looksAhead: false)
  }

  var world: Communicator { service.world }
  var network: Network { model.network }
  var stepsPerEpoch: Int { samples.stepCount }
  var notes: [String] { service.notes + feed.notes }
  var byteCount: Int { service.byteCount }
}

// MARK: - A stretch

extension AsynchronousTraining {
  /// What a worker has done in a stretch.
  private struct Work {
    var steps = 0
    var loss = 0.0
    var samples = 0
    /// Passes whose gradients have not been pushed.
    var unpushed = 0
    /// Passes since the parameters were pulled.
    var sincePull = 0
    /// What the next step has as its number at least.
    var expected: Int
    /// Steps of this rank before.
    let earlier: Int
  }

  func train(_ stretch: Stretch, after step: Int, adding tally: inout TrainingTally) throws {
    samples.shuffle(epoch: stretch.epoch)
    try service.begin(step..<step + stretch.batches.count)
    var work = Work(expected: step, earlier: ownSteps ?? plan.ownSteps(after: step))
    if roles.workers.contains(rank) { try takeSteps(stretch.batches, after: step, &work) }
    ownSteps = work.earlier + work.steps
    try service.finish()
    let end = step + stretch.batches.count
    pulse.reach(step: end, epoch: Double(end) / Double(stepsPerEpoch))
    try count(work, &tally)
  }

  /// Takes steps while there are any; their numbers count those of all workers since the first one.
  private func takeSteps(_ part: Range<Int>, after first: Int, _ work: inout Work) throws {
    let own = samples.own(part)
    var step = first
    while work.steps < own?.count ?? .max,
      let next = try service.next(pulling: work.sincePull == async.pullEvery)
    {
      if work.sincePull == async.pullEvery { work.sincePull = 0 }
      step = next
      let batch = own.map { $0.lowerBound + work.steps } ?? part.lowerBound + step - first
      work.steps += 1
      try compute(batch, step: step, &work)
      note(step, &work)
      if work.unpushed == async.pushEvery {
        try push(step: step, isLast: work.steps == own?.count, &work)
      }
    }
    // What is left is pushed as well, so that no sample is lost.
    if work.unpushed > 0 { try push(step: step, isLast: true, &work) }
  }

  private func compute(_ batch: Int, step: Int, _ work: inout Work) throws {
    let own = work.earlier + work.steps
    clock.begin(step: own)
    let rows = samples.samples(ofBatch: batch)
    feed.training.request(rows)
    faults.strike(step: step + 1, own: own, clock)
    clock.begin(.gatheringBatch)
    let isFirst = work.unpushed == 0
    let loss = try feed.training.take { x, labels in
      try service.pass(isFirst: isFirst) { parameters, gradients, beta in
        try model.addGradients(
          x,
          labels,
          scale: 1 / Float(rows.count),
          parameters: parameters,
          keeping: beta,
          to: &gradients,
          observer: service.observer
        )
      }
    }
    work.loss += loss
    work.samples += rows.count
    work.unpushed += 1
    work.sincePull += 1
    pulse.add(loss: loss, rows: rows.count, samples: 0)
  }

  /// Pushes what has been added up; where the next step begins with a pull, the push brings it.
  private func push(step: Int, isLast: Bool, _ work: inout Work) throws {
    // With a bound, the pull has to see what workers pushed that are waited for.
    let pulls = work.sincePull == async.pullEvery && async.staleness.bound == nil
    let rate = Float(learningRate.rate(step: step))
    try service.push(rate: rate, pulling: pulls, isLast: isLast)
    work.unpushed = 0
    if pulls { work.sincePull = 0 }
  }

  /// Says how far all workers have got, as far as the numbers of this one's steps tell.
  private func note(_ step: Int, _ work: inout Work) {
    let taken = step + 1 - work.expected
    work.expected = step + 1
    pulse.reach(step: step + 1, epoch: Double(step + 1) / Double(stepsPerEpoch))
    pulse.add(loss: 0, rows: 0, samples: taken * plan.train.batch)
  }

  /// Adds what this rank has done, and what all servers have applied together.
  private func count(_ work: Work, _ tally: inout TrainingTally) throws {
    let counts = service.counts
    let sums = try world.sum([counts.count, counts.sum, counts.dropped].map(Double.init))
    let largest = try world.maximum(of: Double(counts.largest))
    tally.losses[0] += work.loss
    tally.samples += work.samples
    tally.staleness = counts.histogram
    tally.add(.mean(sum: sums[1], count: sums[0]), to: "staleness/mean")
    tally.add(.largest(largest), to: "staleness/max")
    tally.add(.sum(sums[2]), to: "gradients/dropped")
  }
}

// MARK: - Scores

extension AsynchronousTraining {
  func score(_ set: HeldOutSet) throws -> (SoftmaxCrossEntropy.Score, count: Int) {
    // Where samples are sharded, ranks that only serve have none.
    let isIdle = plan.data.isSharded && !roles.workers.contains(rank)
    guard !isIdle else { return (SoftmaxCrossEntropy.Score(), try count(set, own: 0)) }
    let score = try service.readParameters { parameters in
      try feed.score(set, part: (world.rank, world.size)) { x, labels in
        try model.score(x, labels, parameters: parameters)
      }
    }
    return (score, try count(set, own: feed.ownCount(set)))
  }

  /// How many samples of a set all ranks look at: without those of shards that have been lost.
  private func count(_ set: HeldOutSet, own: Int) throws -> Int {
    plan.data.isSharded ? Int(try world.sum([Double(own)])[0]) : feed.count(set)
  }
}

// MARK: - Checkpoints

extension AsynchronousTraining {
  var ownsParameters: Bool { service.ownsParameters }

  var optimizerState: OptimizerState {
    get { service.optimizerState }
    set { service.optimizerState = newValue }
  }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try service.editParameters(body)
  }

  func readParameters(_ body: (borrowing ParameterArena) throws -> Void) throws {
    try service.readParameters(body)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    try service.editState(body)
  }
}
