// SPDX-License-Identifier: MIT

import TrineCore

/// Metrics that decide about claims are those of runs.
enum UnknownMetrics: CheckRule {
  /// How many names are told where none is near.
  private static let most = 8

  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.unknownMetrics.map { metric in
      Finding(
        .unknownMetric,
        metric.location,
        "no run of '\(metric.experiment)' has the metric '\(metric.name)', by which it tests the claim",
        fix: fix(metric)
      )
    }
  }

  private static func fix(_ metric: UnknownMetric) -> String {
    if let nearest = nearestName(to: metric.name, among: metric.known) {
      return "did you mean '\(nearest)'?"
    }
    let more = metric.known.count > most ? " and \(metric.known.count - most) more" : ""
    return "they have \(metric.known.prefix(most).joined(separator: ", "))\(more)"
  }
}
