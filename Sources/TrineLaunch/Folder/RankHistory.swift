// SPDX-License-Identifier: MIT

import TrineCore

/// What one rank said of a run, as far as it still holds.
///
/// A run that was resumed trains some steps a second time: a `started` at step s takes back all that
/// was said of later steps.
struct RankHistory {
  /// A metric's value.
  struct Point {
    let step: Int
    let name: String
    let value: Double
    /// The seconds of training it is of, where that is known.
    let seconds: Double?
  }

  /// Its metrics, in the order in which they came.
  private(set) var points: [Point] = []
  /// What its `phase` events say, by the step at which the stretch ended.
  private(set) var stretches: [Int: [String: Double]] = [:]
  /// How many gradients it applied, by the step at which the stretch ended and by staleness.
  private(set) var staleness: [Int: [Int: Int]] = [:]
  /// What it said that is worth knowing, each once.
  private(set) var notes: [String] = []
  /// Its `finished` or `failed`, unless it has started again since.
  private(set) var lastWord: TrainingEvent?
  /// Its process, once it has started.
  private(set) var process: Double?
  /// Its BLAS threads, once it has started.
  private(set) var threads: Int?

  /// Takes in one event.
  mutating func take(_ event: TrainingEvent) {
    let step = max(0, event.step ?? 0)
    switch event.kind {
    case .started: start(event)
    case .metric: points += Self.points(event, at: step)
    case .phase: takePhase(event.values ?? [:], at: step)
    case .staleness: takeStaleness(event.values ?? [:], at: step)
    case .note: if let note = event.message, !notes.contains(note) { notes.append(note) }
    case .finished, .failed: lastWord = event
    case .checkpoint, .heartbeat, .warning, .other: break
    }
  }

  /// Takes back all that was said of steps after this one, and the last word.
  mutating func rollBack(to step: Int) {
    points.removeAll { $0.step > step }
    stretches = stretches.filter { $0.key <= step }
    staleness = staleness.filter { $0.key <= step }
    lastWord = nil
  }
}

// MARK: - Kinds of event

extension RankHistory {
  private mutating func start(_ event: TrainingEvent) {
    rollBack(to: event.startStep)
    process = event.values?["process"]
    threads = event.values?["threads"].flatMap { Int(exactly: $0) }
    notes = []
  }

  private static func points(_ event: TrainingEvent, at step: Int) -> [Point] {
    (event.values ?? [:]).compactMap { name, value in
      name.isEmpty
        ? nil : Point(step: step, name: name, value: value, seconds: event.seconds)
    }
  }

  /// Two stretches that end at the same step count as one.
  private mutating func takePhase(_ values: [String: Double], at step: Int) {
    for (name, value) in values where !name.isEmpty && value.isFinite {
      let old = stretches[step]?[name]
      let new = name.hasPrefix("memory/") ? max(old ?? value, value) : (old ?? 0) + value
      stretches[step, default: [:]][name] = new
    }
  }

  private mutating func takeStaleness(_ values: [String: Double], at step: Int) {
    for (name, value) in values {
      guard let late = Int(name), let count = Int(exactly: value.rounded()) else { continue }
      staleness[step, default: [:]][late, default: 0] += count
    }
  }
}
