// SPDX-License-Identifier: MIT

import TrineCore

/// One time the ranks of a run were started: anew, or to go on from a checkpoint.
struct RunAttempt: Hashable {
  /// The step after which it began.
  let step: Int
  /// How many ranks it had; `nil` where that was not written down.
  let ranks: Int?

  /// The attempts that a run's transitions tell of, in order.
  static func all(_ transitions: [RunTransition]) -> [RunAttempt] {
    transitions.filter { $0.status == .running }.map { transition in
      let checkpoint = transition.resumedFrom.flatMap(Checkpoint.init(file:))
      return RunAttempt(step: checkpoint?.step ?? 0, ranks: transition.ranks)
    }
  }
}

/// What a rank said in one attempt.
struct RankAttempt {
  /// The step after which it began.
  let step: Int
  private(set) var events: [TrainingEvent]

  /// Cuts what a rank said at each `started`.
  static func all(_ events: [TrainingEvent]) -> [RankAttempt] {
    var attempts: [RankAttempt] = []
    for event in events {
      if event.kind == .started || attempts.isEmpty {
        attempts.append(RankAttempt(step: event.startStep, events: []))
      }
      attempts[attempts.count - 1].events.append(event)
    }
    return attempts
  }

  /// Finds out which of the run's attempts each of a rank's was: it takes part in some of them only.
  ///
  /// They are matched from the last one backwards, by their first steps and by whether the attempt
  /// had this rank. Those for which there is none left come first.
  static func places(
    of own: [RankAttempt],
    in attempts: [RunAttempt],
    rank: Int
  ) -> [Int] {
    var place = attempts.count
    let places = own.reversed().map { attempt in
      let found = attempts[..<place].lastIndex {
        $0.step == attempt.step && rank < $0.ranks ?? .max
      }
      place = found ?? 0
      return place
    }
    return places.reversed()
  }
}

extension TrainingEvent {
  /// The step after which the rank begins that says `started`.
  var startStep: Int { values?["step"].flatMap { Int(exactly: $0) } ?? 0 }
}
