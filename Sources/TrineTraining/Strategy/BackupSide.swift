// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// What a rank of a run with backup workers does beside computing gradients.
protocol BackupSide: AnyObject {
  /// Moves the parameters, on the rank that does.
  var optimizer: Optimizer { get }
  /// Is told what a pass does.
  var observer: any PassObserver { get }
  /// Bytes it holds, those of the optimizer among them.
  var byteCount: Int { get }
  /// What the stretch has brought, as far as it is counted here.
  var tally: BackupTally { get }

  /// Takes over parameters that were drawn or read.
  func adopt(_ parameters: borrowing ParameterArena)

  /// Begins a stretch, after so many steps.
  func begin(_ stretch: Stretch, after step: Int)

  /// Does for others what they wait for.
  func serve() throws(MPIError)

  /// Hands this rank's gradient over, waits for newer parameters, and returns the batch they are for.
  func exchange(
    _ gradients: borrowing ParameterArena,
    _ note: BackupMail.Note,
    for parameters: inout ParameterArena
  ) throws(MPIError) -> Int

  /// Ends a stretch, of which this rank has the last parameters.
  func finish() throws(MPIError)
}

/// What a stretch with backup workers has brought.
struct BackupTally {
  /// The summed loss of the gradients that count.
  var loss = 0.0
  /// Their samples.
  var samples = 0
  /// Gradients that came too late.
  var dropped = 0
}

/// A rank that computes gradients and nothing else.
final class BackupWorker: BackupSide {
  /// Has no parameters to look after; it only counts steps.
  let optimizer: Optimizer
  private let mail: BackupMail
  private let clock: PhaseClock
  /// What this rank sends and receives goes over it; the chief has better things to do than to wait.
  private let wire: SimulatedWire?
  private var steps = 0

  init(_ setting: TrainingSetting, mail: BackupMail) {
    optimizer = Optimizer(setting.plan.train.optimizer, range: 0..<0)
    (self.mail, clock, wire) = (mail, setting.clock, setting.wire)
  }

  var observer: any PassObserver { clock }
  var byteCount: Int { optimizer.byteCount }
  var tally: BackupTally { BackupTally() }

  func adopt(_ parameters: borrowing ParameterArena) {}

  func begin(_ stretch: Stretch, after step: Int) {
    steps = stretch.batches.count
  }

  func serve() {}

  func exchange(
    _ gradients: borrowing ParameterArena,
    _ note: BackupMail.Note,
    for parameters: inout ParameterArena
  ) throws(MPIError) -> Int {
    let bytes = BackupMail.byteCount(floats: gradients.count)
    clock.begin(.push)
    wire?.delay(bytes: bytes)
    try mail.send(gradients, note, to: 0)
    clock.send(bytes: bytes)
    clock.begin(.waitForRanks)
    try mail.wait()
    clock.begin(.pull)
    let answer = try mail.receive(into: &parameters, from: 0)
    wire?.delay(bytes: bytes)
    return answer.batch
  }

  func finish() {
    optimizer.steps += steps
  }
}
