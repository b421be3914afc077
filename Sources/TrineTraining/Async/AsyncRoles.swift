// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Which ranks compute and which serve.
struct AsyncRoles: Equatable {
  /// The ranks that compute: the first ones.
  let workers: Range<Int>
  /// The rank of each server.
  let servers: [Int]

  init(_ plan: RunPlan) {
    let async = plan.async ?? AsyncPlan()
    switch async.placement {
    case .dedicated:
      workers = 0..<max(0, plan.ranks - async.servers)
      servers = Array(workers.upperBound..<plan.ranks)
    case .colocated:
      workers = 0..<plan.ranks
      servers = Array(0..<async.servers)
    }
  }

  /// The parameters each server answers for: contiguous, as even as can be, on whole cache lines.
  func ranges(of count: Int) -> [Range<Int>] {
    servers.indices.map { CacheLine.part($0, of: servers.count, count: count) }
  }
}

extension RunPlan {
  /// Which of how many shards of the samples a rank reads, where the plan has shards.
  ///
  /// Ranks that only serve have none of their own; what they read is not looked at.
  func shard(of rank: Int) -> (index: Int, count: Int) {
    guard mode == .async else { return (rank, ranks) }
    let workers = AsyncRoles(self).workers
    return (min(rank, workers.count - 1), workers.count)
  }

  /// How many steps a rank has taken itself when all have taken so many: where each takes its own,
  /// as many as an equal share.
  func ownSteps(after step: Int) -> Int {
    mode == .async ? step / AsyncRoles(self).workers.count : step
  }
}
