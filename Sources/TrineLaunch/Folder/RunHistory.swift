// SPDX-License-Identifier: MIT

import TrineCore

/// What all ranks said of a run, as far as it still holds: where its metrics and its breakdown
/// come from, while it runs and afterwards.
struct RunHistory {
  private(set) var ranks: [RankHistory]

  init(ranks: Int) {
    self.ranks = Array(repeating: RankHistory(), count: ranks)
  }

  /// All that stands in a run's folder.
  ///
  /// A run that went on with fewer ranks still has what the others had done before.
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - ranks: How many it has now.
  init(_ folder: RunFolder, ranks: Int) {
    let events = (0..<max(ranks, folder.rankCount)).map { rank in
      EventReader<TrainingEvent>.all(folder.events(rank: rank), ignoring: "heartbeat")
    }
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    self.init(events, in: RunAttempt.all(transitions))
  }

  /// What each rank said, in the attempts there were.
  ///
  /// Each attempt takes back what any rank had said of later steps, be it there again or not.
  init(_ events: [[TrainingEvent]], in attempts: [RunAttempt]) {
    self.init(ranks: events.count)
    var said: [[(rank: Int, events: [TrainingEvent])]] = Array(
      repeating: [],
      count: max(1, attempts.count)
    )
    for (rank, events) in events.enumerated() {
      let own = RankAttempt.all(events)
      let places = RankAttempt.places(of: own, in: attempts, rank: rank)
      for (place, attempt) in zip(places, own) { said[place].append((rank, attempt.events)) }
    }
    for (place, said) in said.enumerated() {
      if place > 0 { rollBack(to: attempts[place].step) }
      for (rank, events) in said {
        for event in events { take(event, of: rank) }
      }
    }
  }

  /// Takes in one event.
  mutating func take(_ event: TrainingEvent, of rank: Int) {
    ranks[rank].take(event)
  }

  /// Takes back all that was said of steps after this one.
  mutating func rollBack(to step: Int) {
    for rank in ranks.indices { ranks[rank].rollBack(to: step) }
  }

  /// Each rank's `finished` or `failed`.
  var lastWords: [Int: TrainingEvent] {
    let words = ranks.enumerated().compactMap { rank, history in
      history.lastWord.map { (rank, $0) }
    }
    return Dictionary(uniqueKeysWithValues: words)
  }
}

// MARK: - Metrics

extension RunHistory {
  /// What became of each metric: those one rank writes for all, and what all ranks' phases come to.
  ///
  /// It is rank 0 that writes, or the next one where that has been lost: of each step the first's.
  var metrics: [String: MetricSummary] {
    var metrics: [String: MetricSummary] = [:]
    let points = points
    for point in points {
      metrics.append(point.value, to: point.name, step: point.step)
    }
    if let mean = Self.mean(points.filter { $0.name == "throughput" }) {
      metrics["throughput"]?.mean = mean
    }
    for (step, values) in intervals(endingAt: Set(points.map(\.step)).sorted()) {
      for (name, value) in values { metrics.append(value, to: name, step: step) }
    }
    return metrics
  }

  /// A rate over the seconds of all its values; `nil` where they are not known of all.
  private static func mean(_ points: [RankHistory.Point]) -> Double? {
    let seconds = points.compactMap(\.seconds)
    let total = seconds.reduce(0, +)
    guard seconds.count == points.count, total > 0 else { return nil }
    return zip(points, seconds).reduce(0) { $0 + $1.0.value * $1.1 } / total
  }

  /// The stretches between two evaluations as one, by its last step; checkpoints and ends of epochs
  /// cut them, and are not to show.
  private func intervals(endingAt ends: [Int]) -> [(step: Int, values: [String: Double])] {
    var intervals: [(step: Int, values: [String: Double])] = []
    var rest = ends[...]
    for step in Set(ranks.flatMap(\.stretches.keys)).sorted() {
      rest = rest.drop { $0 < step }
      let end = rest.first
      if let end, intervals.last?.step == end {
        for (name, value) in stretch(step) {
          let old = intervals[intervals.count - 1].values[name]
          let new = name.hasPrefix("memory/") ? max(old ?? value, value) : (old ?? 0) + value
          intervals[intervals.count - 1].values[name] = new
        }
      } else {
        intervals.append((end ?? step, stretch(step)))
      }
    }
    return intervals
  }

  /// The metrics one rank wrote for all, in the order of steps.
  private var points: [RankHistory.Point] {
    var speakers: [Int: Int] = [:]
    for (rank, history) in ranks.enumerated().reversed() {
      for point in history.points { speakers[point.step] = rank }
    }
    let points = ranks.enumerated().flatMap { rank, history in
      history.points.filter { speakers[$0.step] == rank }
    }
    let order = points.indices.sorted { (points[$0].step, $0) < (points[$1].step, $1) }
    return order.map { points[$0] }
  }

  /// One stretch over the ranks that speak of it: the mean of times, the sum of bytes, the most
  /// memory.
  private func stretch(_ step: Int) -> [String: Double] {
    let values = ranks.compactMap { $0.stretches[step] }
    let names = Set(values.flatMap(\.keys))
    let merged = names.map { name in
      let all = values.compactMap { $0[name] }
      let sum = all.reduce(0, +)
      return switch name.split(separator: "/").first {
      case "bytes": (name, sum)
      case "memory": (name, all.max() ?? sum)
      default: (name, sum / Double(all.count))
      }
    }
    return Dictionary(uniqueKeysWithValues: merged)
  }
}

extension [String: MetricSummary] {
  fileprivate mutating func append(_ value: Double, to name: String, step: Int) {
    if self[name] == nil {
      self[name] = MetricSummary(first: value, step: step)
    } else {
      self[name]?.append(value, step: step, name: name)
    }
  }
}

// MARK: - Breakdown

extension RunHistory {
  /// The most BLAS threads that a rank has.
  var threads: Int? { ranks.compactMap(\.threads).max() }

  /// Where the time went, by the ranks that say so.
  var breakdown: RunBreakdown {
    var notes: [String] = []
    for note in ranks.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    var staleness: [Int: Int] = [:]
    for stretch in ranks.flatMap(\.staleness.values) {
      staleness.merge(stretch) { $0 + $1 }
    }
    let spent = ranks.enumerated().compactMap { rank, history in
      history.stretches.isEmpty ? nil : RunBreakdown.Rank(rank, history)
    }
    return RunBreakdown(ranks: spent, threads: threads, notes: notes, staleness: staleness)
  }
}

extension RunBreakdown.Rank {
  fileprivate init(_ rank: Int, _ history: RankHistory) {
    let stretches = history.stretches.sorted { $0.key < $1.key }.map(\.value)
    func all(_ name: String) -> [Double] { stretches.compactMap { $0[name] } }
    func sum(_ name: String) -> Double { all(name).reduce(0, +) }
    self.init(rank)
    compute = sum("time/compute")
    communicate = sum("time/communicate")
    wait = sum("time/wait")
    data = sum("time/data")
    bytesSent = all("bytes/sent").isEmpty ? nil : sum("bytes/sent")
    memoryPeak = all("memory/peak").max()
    memoryParameters = all("memory/parameters").max()
  }
}
