// SPDX-License-Identifier: MIT

import TrineCore

/// Which metrics a report shows, and which number of each.
enum MetricChoice {
  /// What a training is judged by, the most telling first.
  private static let preferred = [
    "test/accuracy", "validation/accuracy", "test/loss", "validation/loss", "train/loss",
  ]
  /// Figures of the machine, not of the model; they are on the run cards.
  private static let machinery = [
    "time/", "bytes/", "memory/", "staleness/", "bubble/", "throughput",
  ]

  /// The columns of a table: at most five results, and the throughput.
  static func columns(_ runs: [Run]) -> [String] {
    let names = Set(runs.flatMap(\.metrics.keys))
    let others = names.subtracting(preferred).filter { name in
      !machinery.contains { name.hasPrefix($0) }
    }
    let results = preferred.filter(names.contains) + others.sorted()
    return results.prefix(5) + (names.contains("throughput") ? ["throughput"] : [])
  }

  /// The metric an experiment is judged by; `nil` where there are only figures of the machine.
  static func main(_ runs: [Run]) -> String? {
    columns(runs).first { $0 != "throughput" }
  }

  /// A run's figure: the last value, but for the throughput, whose mean says more.
  static func value(_ metric: String, of run: Run) -> Double? {
    metric == "throughput" ? run.metrics[metric]?.mean : run.metrics[metric]?.last
  }
}
