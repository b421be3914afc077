// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineKernels
import TrineMPI

/// All ranks compute gradients on their parts of a batch, and a step does without the last few.
///
/// Of n + b ranks the first n gradients of a step count, as their mean over all their samples; those
/// that come later are dropped, and their ranks go on with the newest parameters and the batch of the
/// step they join (Chen and others, "Revisiting Distributed Synchronous SGD", 2016). So no rank with
/// an ordinary delay holds up the others; which gradients count, and so the bits, depend on when they
/// come. A delay is never cut short: whoever is late finishes what it does.
///
/// Rank 0 keeps the parameters and makes the steps, beside computing gradients as all others do; every
/// stretch ends when all ranks have its last parameters.
final class BackupTraining: Strategy {
  private let shard: any ModelShard
  private let group: Communicator
  private let side: any BackupSide
  private let feed: SampleFeed
  private let clock: PhaseClock
  private let pulse: Pulse
  private let faults: FaultInjector
  private var samples: StepSamples
  private let backups: Int
  /// What this rank's gradients are computed with.
  private var parameters: ParameterArena
  private var gradients: ParameterArena

  init(_ setting: TrainingSetting, samples: StepSamples, shard: any ModelShard) throws {
    (self.samples, self.shard, group) = (samples, shard, setting.grid.data)
    (clock, pulse, faults) = (setting.clock, setting.pulse, setting.faults)
    backups = setting.plan.sync?.backupWorkers ?? 0
    let count = shard.network.parameterCount
    let mail = BackupMail(group: group)
    side =
      group.rank == 0
      ? BackupChief(setting, samples: samples, count: count, mail: mail)
      : BackupWorker(setting, mail: mail)
    parameters = ParameterArena(count: count)
    gradients = ParameterArena(count: count)
    feed = try SampleFeed(setting, capacity: shard.capacity, columns: shard.network.columns)
  }

  var world: Communicator { group }
  var network: Network { shard.network }
  var stepsPerEpoch: Int { samples.stepCount }

  var notes: [String] {
    let needed = "the first \(group.size - backups) of \(group.size) gradients"
    return ["a step is made of \(needed), sent to rank 0"] + feed.notes
  }

  var byteCount: Int {
    (parameters.count + gradients.count) * MemoryLayout<Float>.stride + side.byteCount
  }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try body(&parameters)
    side.adopt(parameters)
  }
}

// MARK: - A stretch

extension BackupTraining {
  func train(_ stretch: Stretch, after step: Int) throws -> StretchResult {
    samples.shuffle(epoch: stretch.epoch)
    side.begin(stretch, after: step)
    var batch = stretch.batches.lowerBound
    while batch < stretch.batches.upperBound {
      let number = step + batch - stretch.batches.lowerBound
      clock.begin(step: number + 1)
      try strike(step: number + 1)
      let loss = try computeGradients(of: batch)
      let note = BackupMail.Note(batch: batch, loss: loss)
      batch = try side.exchange(gradients, note, for: &parameters)
      let reached = step + batch - stretch.batches.lowerBound
      pulse.reach(step: reached, epoch: Double(reached) / Double(stepsPerEpoch))
    }
    try side.finish()
    return try result()
  }

  /// What a fault takes longer; others are served meanwhile.
  private func strike(step: Int) throws(MPIError) {
    let seconds = faults.due(step: step)
    guard seconds > 0 else { return }
    try clock.pausing { () throws(MPIError) in
      clock.begin(.delay)
      let end = MonotonicClock.seconds + seconds
      while MonotonicClock.seconds < end {
        try side.serve()
        pulse.beat()
        usleep(50)
      }
    }
  }

  private func computeGradients(of batch: Int) throws -> Double {
    let scale = 1 / Float(samples.total(ofStep: batch))
    // Which batch comes next is not known before, so that none is gathered ahead.
    feed.training.request(samples.own(ofStep: batch))
    return try feed.training.take { x, labels in
      try shard.addGradients(
        x,
        labels,
        scale: scale,
        parameters: parameters,
        keeping: 0,
        to: &gradients,
        observer: side.observer
      )
    }
  }

  /// All ranks learn from the first one what the stretch has brought.
  private func result() throws -> StretchResult {
    let tally = side.tally
    let counts = try group.sum([Double(tally.samples), Double(tally.dropped)])
    return StretchResult(
      loss: tally.loss,
      samples: Int(counts[0]),
      metrics: ["gradients/dropped": counts[1]]
    )
  }

  func score(_ set: HeldOutSet) throws -> (SoftmaxCrossEntropy.Score, count: Int) {
    let score = try feed.score(set) { x, labels in
      try shard.score(x, labels, parameters: parameters)
    }
    return (score, feed.count(set))
  }
}

// MARK: - Checkpoints

extension BackupTraining {
  var ownsParameters: Bool { group.rank == 0 }

  var optimizerState: OptimizerState {
    get { OptimizerState(steps: side.optimizer.steps, names: side.optimizer.stateNames) }
    set { side.optimizer.steps = newValue.steps }
  }

  func readParameters(_ body: (borrowing ParameterArena) throws -> Void) throws {
    try body(parameters)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    try side.optimizer.editParts(isOwned: ownsParameters, body)
  }
}
