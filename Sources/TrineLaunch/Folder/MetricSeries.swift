// SPDX-License-Identifier: MIT

import TrineCore

extension [String: MetricSummary] {
  /// Takes in the metrics of one event; other kinds of event hold none.
  ///
  /// A `phase` event's seconds are metrics too: they are what `time/compute` and its like are made of.
  mutating func take(_ event: TrainingEvent) {
    guard event.kind == .metric || event.kind == .phase else { return }
    let step = Swift.max(0, event.step ?? 0)
    for (name, value) in event.values ?? [:] where !name.isEmpty {
      if self[name] == nil {
        self[name] = MetricSummary(first: value, step: step)
      } else {
        self[name]?.append(value, step: step, name: name)
      }
    }
  }
}
