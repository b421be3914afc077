// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels

/// The parameters that one server answers for, and how they move.
final class ServerShard {
  /// Which they are.
  let range: Range<Int>
  let optimizer: Optimizer
  /// The parameters of `range`.
  var parameters: ParameterArena
  private(set) var counts = StalenessCounts()
  private let policy: AsyncPlan.Staleness
  /// How many gradients have been applied since the ranks were started.
  private var version = 0
  /// The version that every worker's parameters have, by rank.
  private var pulled: [Int]

  init(_ plan: OptimizerPlan, range: Range<Int>, policy: AsyncPlan.Staleness, workers: Int) {
    (self.range, self.policy) = (range, policy)
    optimizer = Optimizer(plan, range: range)
    parameters = ParameterArena(count: range.count)
    pulled = [Int](repeating: 0, count: workers)
  }

  /// Bytes of parameters and optimizer state.
  var byteCount: Int { parameters.count * MemoryLayout<Float>.stride + optimizer.byteCount }

  /// Begins a stretch, in which all workers have the newest parameters at first.
  func begin() {
    counts = StalenessCounts()
    for worker in pulled.indices { pulled[worker] = version }
  }

  /// Notes that a worker gets the parameters as they are now.
  func pull(for worker: Int) { pulled[worker] = version }

  /// Moves the parameters by a worker's gradient of them, unless it is too stale.
  func apply(_ gradient: Span<Float>, of worker: Int, rate: Float) {
    let staleness = version - pulled[worker]
    guard let rate = policy.rate(rate, staleness: staleness) else { return counts.drop() }
    counts.add(staleness)
    version += 1
    optimizer.steps += 1
    parameters.edit(parameters.indices) { parameters in
      optimizer.update(&parameters, gradient: gradient, part: range, rate: rate)
    }
  }
}
