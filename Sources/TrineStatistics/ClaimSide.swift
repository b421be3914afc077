// SPDX-License-Identifier: MIT

public import TrineCore

/// One side of a claim: the runs that a selection picks, and what they say.
public struct ClaimSide: Hashable, Sendable {
  /// What picks them.
  public let selection: ConfigSelection
  /// The runs that count, by seed: of the experiment's present config, finished with the metric or
  /// ended because they diverged, and of those with one seed the newest, as in reports.
  public let runs: [RunID]
  /// The metric's value in each of them; NaN where it diverged before it had finished.
  public let values: [Double]
  /// The values, summed up.
  public let sample: Sample
  /// What is to be said about runs that do not count, a sentence each.
  public let remarks: [String]
  /// The metrics that finished runs of it have, of whatever config.
  let metrics: Set<String>
  /// What keeps these runs from deciding, if anything does.
  let obstacle: Verdict?

  /// Picks the runs of one side.
  init(_ selection: ConfigSelection, of test: ClaimTest, from runs: ClaimRuns) {
    let picked = PickedRuns(selection, metric: test.metric, from: runs)
    let counted = picked.counted
    self.selection = selection
    self.runs = counted.map(\.id)
    values = counted.map { $0.value(in: test) }
    sample = Sample(values)
    remarks = picked.remarks
    metrics = picked.metrics
    let diverged = counted.filter { !$0.value(in: test).isFinite }
    obstacle =
      picked.obstacle
      ?? (diverged.isEmpty ? nil : Verdict(.inconclusive, .diverged(diverged, test)))
  }
}

extension Run {
  /// NaN where it diverged before it had finished, whatever it measured until then.
  fileprivate func value(in test: ClaimTest) -> Double {
    status == .finished ? metrics[test.metric].map(test.value(of:)) ?? .nan : .nan
  }
}

// MARK: - Reasons

extension String {
  fileprivate static func diverged(_ runs: [Run], _ test: ClaimTest) -> String {
    let shown = runs.prefix(3).map { run in
      let value = run.status == .finished ? Sample([run.value(in: test)]).text : "diverged"
      return "\(run.id) (\(value))"
    }
    let more = runs.count > 3 ? " and \((runs.count - 3).counted("other"))" : ""
    let (whose, place) = runs.count == 1 ? ("its seed", "its") : ("their seeds", "their")
    return "\(test.metric) is not a number in \(runs.count.counted("run")): "
      + shown.joined(separator: ", ") + more
      + "; only a newer run of \(whose) can take \(place) place"
  }
}
