// SPDX-License-Identifier: MIT

import TrineCore

/// Follows the event files of all ranks of a run.
struct EventTail {
  private var readers: [EventReader<TrainingEvent>]
  private let epochs: Int
  /// Each rank's `finished` or `failed`.
  private(set) var lastWords: [Int: TrainingEvent] = [:]
  /// The metrics so far.
  private(set) var metrics: [String: MetricSummary] = [:]

  init(_ folder: RunFolder, ranks: Int, epochs: Int) {
    readers = (0..<ranks).map { EventReader(folder.events(rank: $0)) }
    self.epochs = epochs
  }

  /// Reads what was added since the last call and says what a person should hear of it.
  mutating func next() -> [RunProgress] {
    var news: [RunProgress] = []
    for rank in readers.indices {
      for event in readers[rank].next() {
        if let progress = take(event, of: rank) { news.append(progress) }
      }
    }
    return news
  }

  private mutating func take(_ event: TrainingEvent, of rank: Int) -> RunProgress? {
    switch event.kind {
    case .finished, .failed: lastWords[rank] = event
    case .warning: return .warned(rank: rank, message: event.message ?? "")
    case .metric, .phase: if rank == 0 { metrics.take(event) }
    case .heartbeat, .started, .checkpoint, .other: break
    }
    guard rank == 0 else { return nil }
    switch event.kind {
    case .metric: return .measured(event)
    case .heartbeat: return .beat(beat(event))
    default: return nil
    }
  }

  private func beat(_ event: TrainingEvent) -> RunBeat {
    RunBeat(
      epoch: event.epoch ?? 0,
      epochs: epochs,
      loss: event.values?["train/loss"],
      throughput: event.values?["throughput"],
      elapsed: event.t
    )
  }
}
