// SPDX-License-Identifier: MIT

public import TrineCore

/// One side of a claim: the runs that a selection picks, and what they say.
public struct ClaimSide: Hashable, Sendable {
  /// What picks them.
  public let selection: ConfigSelection
  /// The runs that count, by seed: finished, of the experiment's present config, with the metric, and
  /// of those with one seed the newest, as in reports.
  public let runs: [RunID]
  /// The metric's value in each of them.
  public let values: [Double]
  /// The values, summed up.
  public let sample: Sample
  /// What is to be said about runs that do not count, a sentence each.
  public let remarks: [String]
  /// What keeps these runs from deciding, if anything does.
  let obstacle: Verdict?

  /// Picks the runs of one side.
  init(_ selection: ConfigSelection, of test: ClaimTest, from runs: ClaimRuns) {
    let picked = PickedRuns(selection, metric: test.metric, from: runs)
    let valued = picked.counted.compactMap { run in
      run.metrics[test.metric].map { (id: run.id, value: test.value(of: $0)) }
    }
    self.selection = selection
    self.runs = valued.map(\.id)
    values = valued.map(\.value)
    sample = Sample(values)
    remarks = picked.remarks
    let diverged = valued.filter { !$0.value.isFinite }
    obstacle =
      picked.obstacle
      ?? (diverged.isEmpty ? nil : Verdict(.inconclusive, .diverged(diverged, test.metric)))
  }
}

// MARK: - Reasons

extension String {
  fileprivate static func diverged(
    _ runs: [(id: RunID, value: Double)],
    _ metric: String
  ) -> String {
    let shown = runs.prefix(3).map { "\($0.id) (\(Sample([$0.value]).text))" }
    let more = runs.count > 3 ? " and \((runs.count - 3).counted("other"))" : ""
    return "\(metric) is not a number in \(runs.count.counted("run")): "
      + shown.joined(separator: ", ") + more
  }
}
