// SPDX-License-Identifier: MIT

import TrineCore

/// Notices when a metric no longer gets better.
///
/// All ranks have the same metrics, so that all decide the same.
struct EarlyStopping: Codable, Equatable {
  /// The best value so far.
  private(set) var best: Double?
  /// Evaluations since.
  private(set) var sinceBest = 0

  /// Takes in the metrics of an evaluation.
  /// - Returns: whether to stop.
  mutating func shouldStop(_ metrics: [String: Double], _ plan: EarlyStoppingPlan) -> Bool {
    guard let value = metrics[plan.metric] else { return false }
    if isBetter(value, plan) {
      (best, sinceBest) = (value, 0)
    } else {
      sinceBest += 1
    }
    return sinceBest >= plan.patience
  }

  private func isBetter(_ value: Double, _ plan: EarlyStoppingPlan) -> Bool {
    guard let best else { return true }
    switch MetricDirection(plan.metric) {
    case .lowerIsBetter: return value < best - plan.minimumChange
    case .higherIsBetter: return value > best + plan.minimumChange
    }
  }
}
