// SPDX-License-Identifier: MIT

import TrineCore
import TrineStatistics

/// What happened to one experiment in a week.
struct ExperimentWeek {
  let name: String
  /// The first made first.
  let runs: [Run]
  let groups: [RunGroup]

  init(name: String, runs: [Run]) {
    self.name = name
    self.runs = runs
    groups = RunGroup.groups(of: runs)
  }

  /// What it asks, in the words of its newest run.
  var question: String? { runs.last?.question }

  /// The papers its runs name, each once, those of the newest run first.
  var papers: [CitationKey] {
    runs.reversed().flatMap(\.papers).reduce(into: []) { papers, key in
      if !papers.contains(key) { papers.append(key) }
    }
  }

  /// The group with the best mean of the metric the experiment is judged by.
  var best: (metric: String, group: RunGroup)? {
    guard let metric = MetricChoice.main(runs.filter { $0.status == .finished }) else {
      return nil
    }
    let scored = groups.compactMap { group in
      group.sample(metric).flatMap { $0.mean.isFinite ? (group: group, mean: $0.mean) : nil }
    }
    let direction = MetricDirection(metric)
    let best = scored.max { direction.prefers($1.mean, to: $0.mean) }
    return best.map { (metric, $0.group) }
  }

  /// Every experiment that has runs, by name.
  static func all(_ runs: [Run]) -> [ExperimentWeek] {
    let ordered = runs.sorted {
      ($0.created, $0.id.number, $0.id.experiment) < ($1.created, $1.id.number, $1.id.experiment)
    }
    return Dictionary(grouping: ordered, by: \.id.experiment)
      .map { ExperimentWeek(name: $0.key, runs: $0.value) }
      .sorted { $0.name < $1.name }
  }
}

extension MetricDirection {
  /// Whether one value is better than another.
  func prefers(_ value: Double, to other: Double) -> Bool {
    value != other && best(min: min(value, other), max: max(value, other)) == value
  }
}
