// SPDX-License-Identifier: MIT

import TrineCore

/// Follows the event files of all ranks of a run.
struct EventTail {
  private var readers: [EventReader<TrainingEvent>]
  /// What the ranks have said so far, as far as it still holds.
  private(set) var history: RunHistory

  /// Begins where the files end; what was said of steps after the one from which a run is resumed
  /// no longer holds.
  init(_ folder: RunFolder, ranks: Int, from step: Int = 0) {
    readers = (0..<max(ranks, folder.rankCount)).map { EventReader(folder.events(rank: $0)) }
    var events: [[TrainingEvent]] = []
    for rank in readers.indices { events.append(readers[rank].next()) }
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    history = RunHistory(events, in: RunAttempt.all(transitions))
    history.rollBack(to: step)
  }

  /// Reads what was added since the last call, rank by rank.
  mutating func next() -> [(rank: Int, event: TrainingEvent)] {
    var events: [(rank: Int, event: TrainingEvent)] = []
    for rank in readers.indices {
      for event in readers[rank].next() {
        history.take(event, of: rank)
        events.append((rank, event))
      }
    }
    return events
  }
}
