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
  init(_ folder: RunFolder, ranks: Int) {
    self.init(ranks: ranks)
    for rank in self.ranks.indices {
      let events = EventReader<TrainingEvent>.all(folder.events(rank: rank), ignoring: "heartbeat")
      for event in events { self.ranks[rank].take(event) }
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
    for point in points {
      metrics.append(point.value, to: point.name, step: point.step)
    }
    for step in Set(ranks.flatMap(\.stretches.keys)).sorted() {
      for (name, value) in stretch(step) { metrics.append(value, to: name, step: step) }
    }
    return metrics
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
    return RunBreakdown(ranks: spent, notes: notes, staleness: staleness)
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
