// SPDX-License-Identifier: MIT

import TrineCore

/// Tells what of the ranks' events a person wants to hear.
struct RunNews {
  private let epochs: Int
  /// Where the pace is measured from: a resumed run had done some epochs before it began.
  private var origin: (t: Double, epoch: Double)?

  /// What was noted already: several ranks may say the same.
  private var notes: Set<String> = []
  /// The training loss of the last second, which in a pipeline its last stage tells.
  private var loss: Double?

  init(epochs: Int, isResumed: Bool = false) {
    self.epochs = epochs
    origin = isResumed ? nil : (0, 0)
  }

  /// What a person should hear of an event; rank 0 speaks for all but where something is amiss.
  mutating func progress(of event: TrainingEvent, rank: Int) -> RunProgress? {
    switch event.kind {
    case .warning: .warned(rank: rank, message: event.message ?? "")
    case .note: note(event.message ?? "", rank: rank)
    // One rank writes them for all: 0, or the next one where that has been lost.
    case .metric: .measured(event)
    case .heartbeat: beat(event, rank: rank)
    case .started, .phase, .staleness, .checkpoint, .finished, .failed, .other: nil
    }
  }

  private mutating func note(_ message: String, rank: Int) -> RunProgress? {
    notes.insert(message).inserted ? .noted(rank: rank, message: message) : nil
  }

  private mutating func beat(_ event: TrainingEvent, rank: Int) -> RunProgress? {
    loss = event.values?["train/loss"] ?? loss
    return rank == 0 ? .beat(beat(event)) : nil
  }

  private mutating func beat(_ event: TrainingEvent) -> RunBeat {
    let epoch = event.epoch ?? 0
    let origin = origin ?? (event.t, epoch)
    self.origin = origin
    let isMoving = epoch > origin.epoch && event.t > origin.t
    return RunBeat(
      epoch: epoch,
      epochs: epochs,
      loss: loss,
      throughput: event.values?["throughput"],
      pace: isMoving ? (event.t - origin.t) / (epoch - origin.epoch) : nil
    )
  }
}
