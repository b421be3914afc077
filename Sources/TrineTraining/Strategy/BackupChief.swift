// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineKernels
import TrineMPI

/// The rank that makes each step of the first gradients that come, its own among them.
///
/// A rank that has sent a gradient waits for parameters, and each gradient is answered once: when its
/// step has been made, or at once when it comes too late for it. So whoever is written to listens, and
/// the chief never waits for a rank that is busy. It looks for gradients between the layers of its own
/// passes, for which it needs a copy of the parameters that stays as it is meanwhile.
final class BackupChief: BackupSide {
  let optimizer: Optimizer
  private(set) var tally = BackupTally()
  private let mail: BackupMail
  /// Gradients a step is made of, where as many ranks have samples for it.
  private let quorum: Int
  private let samples: StepSamples
  private let learningRate: LearningRate
  private let clock: PhaseClock
  private let pulse: Pulse
  private var parameters: ParameterArena
  /// The sum of the gradients that count.
  private var sum: ParameterArena
  /// Room for one that comes.
  private var received: ParameterArena

  /// The step that is being made, counted from 0 in the run, and its batch in the epoch.
  private var (step, batch) = (0, 0)
  /// The batch after the last one of the stretch.
  private var end = 0
  /// How many gradients this step needs, how many it has, and what those have brought.
  private var (needed, counted) = (0, 0)
  private var (rows, loss) = (0, 0.0)
  private var isWaiting: [Bool]
  /// Ranks that know that the stretch is over.
  private var released = 0
  /// What went wrong where nothing could be thrown.
  private let failure = DeferredError()

  /// - Parameters:
  ///   - setting: What every strategy works with.
  ///   - samples: How many samples each rank has in each step.
  ///   - count: How many parameters there are.
  ///   - mail: How to reach the other ranks.
  init(_ setting: TrainingSetting, samples: StepSamples, count: Int, mail: BackupMail) {
    let plan = setting.plan
    optimizer = Optimizer(plan.train.optimizer, range: 0..<count)
    quorum = mail.group.size - (plan.sync?.backupWorkers ?? 0)
    learningRate = LearningRate(plan.train, stepsPerEpoch: samples.stepCount)
    (self.samples, self.mail, clock, pulse) = (samples, mail, setting.clock, setting.pulse)
    parameters = ParameterArena(count: count)
    sum = ParameterArena(count: count)
    received = ParameterArena(count: count)
    isWaiting = [Bool](repeating: false, count: mail.group.size)
  }

  var observer: any PassObserver { self }

  var byteCount: Int {
    3 * parameters.count * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func adopt(_ newer: borrowing ParameterArena) {
    copy(newer, into: &parameters)
  }

  private func copy(_ source: borrowing ParameterArena, into target: inout ParameterArena) {
    target.edit(target.indices) { target in
      source.read(source.indices) { Vector.copy($0, into: &target) }
    }
  }
}

// MARK: - A stretch

extension BackupChief {
  func begin(_ stretch: Stretch, after step: Int) {
    tally = BackupTally()
    (batch, end) = (stretch.batches.lowerBound, stretch.batches.upperBound)
    self.step = step
    released = 0
    beginStep()
  }

  /// Takes the rank's own gradient as it takes any other, and waits until its step has been made.
  func exchange(
    _ gradients: borrowing ParameterArena,
    _ note: BackupMail.Note,
    for newer: inout ParameterArena
  ) throws(MPIError) -> Int {
    try take(gradients, note, from: mail.group.rank)
    clock.begin(.waitForRanks)
    while batch == note.batch { try serveOrYield() }
    clock.begin(.pull)
    copy(parameters, into: &newer)
    return batch
  }

  /// Answers the gradients that are still on their way, all too late.
  func finish() throws(MPIError) {
    clock.begin(.waitForRanks)
    while released < mail.group.size - 1 { try serveOrYield() }
  }

  private func serveOrYield() throws(MPIError) {
    if try !serveAny() { sched_yield() }
  }
}

// MARK: - Between layers

extension BackupChief: PassObserver {
  func begin(_ activity: Activity, _ index: Int) {
    clock.begin(activity, index)
    failure.keep { () throws(MPIError) in try serve() }
  }

  func finishGradients(of layer: Int) throws(MPIError) {
    try failure.check()
    try serve()
  }

  func serve() throws(MPIError) {
    _ = try serveAny()
  }

  /// Takes what has come, one gradient of a rank at most, and says whether there was any.
  private func serveAny() throws(MPIError) -> Bool {
    guard var rank = try mail.probe() else { return false }
    try clock.pausing { () throws(MPIError) in
      for _ in 1..<mail.group.size {
        clock.begin(.serve)
        let note = try mail.receive(into: &received, from: rank)
        isWaiting[rank] = true
        try take(received, note, from: rank)
        guard let next = try mail.probe() else { return }
        rank = next
      }
    }
    return true
  }
}

// MARK: - A step

extension BackupChief {
  private func beginStep() {
    (counted, rows, loss) = (0, 0, 0)
    guard batch < end else { return }
    // A last batch may have fewer samples than there are ranks.
    var busy = 0
    for rank in 0..<mail.group.size where samples.count(ofStep: batch, replica: rank) > 0 {
      busy += 1
    }
    needed = min(quorum, busy)
  }

  /// Counts a gradient, of which there may be no rows, or drops it.
  private func take(
    _ gradients: borrowing ParameterArena,
    _ note: BackupMail.Note,
    from rank: Int
  ) throws(MPIError) {
    let count = samples.count(ofStep: note.batch, replica: rank)
    guard note.batch == batch else {
      tally.dropped += count > 0 ? 1 : 0
      return try answer(rank)
    }
    guard count > 0 else { return }
    add(gradients)
    counted += 1
    rows += count
    loss += note.loss
    if counted == needed { try finishStep() }
  }

  private func add(_ gradients: borrowing ParameterArena) {
    let share: Float = counted == 0 ? 0 : 1
    sum.edit(sum.indices) { sum in
      gradients.read(gradients.indices) { Vector.axpy(1, $0, keeping: share, into: &sum) }
    }
  }

  private func finishStep() throws(MPIError) {
    clock.begin(.update)
    // Each gradient was divided by the size of the whole batch.
    let scale = Float(samples.total(ofStep: batch)) / Float(rows)
    sum.edit(sum.indices) { Vector.scale(&$0, by: scale) }
    optimizer.steps += 1
    optimizer.update(&parameters, gradients: sum, rate: Float(learningRate.rate(step: step)))
    tally.loss += loss
    tally.samples += rows
    pulse.add(loss: loss, rows: rows, samples: rows)
    (step, batch) = (step + 1, batch + 1)
    beginStep()
    for rank in isWaiting.indices where isWaiting[rank] { try answer(rank) }
  }

  private func answer(_ rank: Int) throws(MPIError) {
    guard rank != mail.group.rank else { return }
    clock.begin(.serve)
    isWaiting[rank] = false
    if batch == end { released += 1 }
    try mail.send(parameters, BackupMail.Note(batch: batch), to: rank)
    clock.send(bytes: BackupMail.byteCount(floats: parameters.count))
  }
}
