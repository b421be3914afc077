// SPDX-License-Identifier: MIT

public import TrineCore

/// The runs of an experiment beside its present plans, prepared once for all of its claims.
public struct ClaimRuns: Sendable {
  /// A finished run and what it is a run of.
  struct Finished {
    let run: Run
    let configuration: RunConfiguration
  }

  /// All that have finished, the first made first.
  let finished: [Finished]
  /// All others.
  let unfinished: [Run]
  /// The plans of the experiment's file as JSON, each with what its runs are runs of.
  let present: [(config: JSONValue, configuration: RunConfiguration)]

  /// Prepares runs.
  /// - Parameters:
  ///   - runs: All runs of the experiment, in any order.
  ///   - present: The plans of the experiment as its file is now, as JSON; runs of other configs are
  ///     out of date.
  public init(_ runs: [Run], present: [JSONValue]) {
    let ordered = runs.sorted { ($0.created, $0.id.number) < ($1.created, $1.id.number) }
    finished = ordered.filter { $0.status == .finished }.map {
      Finished(run: $0, configuration: RunConfiguration($0.config))
    }
    unfinished = ordered.filter { $0.status != .finished }
    self.present = present.map { ($0, RunConfiguration($0)) }
  }
}
