// SPDX-License-Identifier: MIT

import TrineCore
import TrineStatistics

/// A run with what only its folder and its siblings can tell.
struct RunDetails: Encodable {
  let run: Run
  let breakdown: RunBreakdown
  let scaling: ScalingEfficiency?

  private enum Key: String, CodingKey {
    case breakdown, threads, speedup, efficiency, efficiencyAgainst, efficiencyAgainstThreads
  }

  /// The run's own object, with more keys.
  func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(breakdown, forKey: .breakdown)
    try object.encode(breakdown.threads, forKey: .threads)
    try object.encode(scaling?.speedup, forKey: .speedup)
    try object.encode(scaling?.efficiency, forKey: .efficiency)
    try object.encode(scaling?.base.description, forKey: .efficiencyAgainst)
    try object.encode(scaling?.baseThreads, forKey: .efficiencyAgainstThreads)
  }
}

extension ScalingEfficiency {
  /// `1.74 times the throughput of first-3 at one rank: efficiency 87 %`, or with the threads where
  /// they differ: `… at one rank with 2 BLAS threads, not 1: efficiency 47 %`.
  var line: String {
    "\(speedup.fixed(2)) times the throughput of \(base) at one rank\(otherThreads): "
      + "efficiency \((efficiency * 100).fixed(0)) %"
  }

  private var otherThreads: String {
    guard let baseThreads, let threads, baseThreads != threads else { return "" }
    return " with \(baseThreads.counted("BLAS thread")), not \(threads)"
  }
}
