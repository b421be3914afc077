// SPDX-License-Identifier: MIT

import TrineCore
import TrineStatistics

/// The runs of one configuration of an experiment, which differ by nothing but their seed.
struct RunGroup {
  /// All of them, the first made first.
  let runs: [Run]
  /// The overrides that tell it from the experiment's other groups, such as `mode=sync`.
  let name: String

  /// The runs that count: finished ones, and of those with one seed the newest.
  ///
  /// The same seed gives the same result, so that counting it twice would feign precision.
  var counted: [Run] {
    let newest = runs.filter { $0.status == .finished }.reduce(into: [Int: Run]()) { found, run in
      found[run.seed] = run
    }
    return newest.values.sorted { $0.seed < $1.seed }
  }

  /// A metric over the seeds; `nil` where no run that counts has it.
  func sample(_ metric: String) -> Sample? {
    let values = counted.compactMap { MetricChoice.value(metric, of: $0) }
    return values.isEmpty ? nil : Sample(values)
  }

  /// Whether there is a result, and one alone.
  var hasLoneResult: Bool {
    guard let metric = MetricChoice.main(counted), let sample = sample(metric) else { return false }
    return sample.count == 1 && sample.mean.isFinite
  }

  /// The groups of an experiment, the one with the first run first.
  static func groups(of runs: [Run]) -> [RunGroup] {
    var order: [[String: String]] = []
    var members: [[String: String]: [Run]] = [:]
    for run in runs {
      let configuration = FlatConfig.configuration(of: run)
      if members[configuration] == nil { order.append(configuration) }
      members[configuration, default: []].append(run)
    }
    return zip(order, FlatConfig.labels(order)).map { configuration, label in
      RunGroup(runs: members[configuration] ?? [], name: label)
    }
  }
}
