// SPDX-License-Identifier: MIT

public import TrineCore

/// The runs of an experiment beside its present plans, prepared once for all of its claims.
public struct ClaimRuns: Sendable {
  /// A run that has ended, however it did, and what it is a run of.
  struct Ended {
    let run: Run
    let configuration: RunConfiguration
  }

  /// All that have ended, the first made first.
  let ended: [Ended]
  /// All others.
  let unended: [Run]
  /// The plans of the experiment's file as JSON, each with what its runs are runs of.
  let present: [(config: JSONValue, configuration: RunConfiguration)]

  /// Prepares runs.
  /// - Parameters:
  ///   - runs: All runs of the experiment, in any order.
  ///   - present: The plans of the experiment as its file is now, as JSON; runs of other configs are
  ///     out of date.
  public init(_ runs: [Run], present: [JSONValue]) {
    let ordered = runs.sorted { ($0.created, $0.id.number) < ($1.created, $1.id.number) }
    ended = ordered.filter(\.status.isFinal).map {
      Ended(run: $0, configuration: RunConfiguration($0.config))
    }
    unended = ordered.filter { !$0.status.isFinal }
    self.present = present.map { ($0, RunConfiguration($0)) }
  }
}
