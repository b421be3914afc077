// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

extension ShardServer {
  /// The server of this rank, if it has one.
  /// - Parameters:
  ///   - setting: What is trained.
  ///   - roles: Who serves.
  ///   - count: How many parameters there are.
  ///   - link: The way to the workers.
  convenience init?(_ setting: TrainingSetting, _ roles: AsyncRoles, count: Int, link: RankLink) {
    let rank = link.ranks.rank
    guard let index = roles.servers.firstIndex(of: rank) else { return nil }
    let async = setting.plan.async ?? AsyncPlan()
    let shard = ServerShard(
      setting.plan.train.optimizer,
      range: roles.ranges(of: count)[index],
      policy: async.staleness,
      workers: roles.workers.count
    )
    // A rank that computes as well is struck when it begins a step.
    let isDedicated = !roles.workers.contains(rank)
    self.init(
      shard,
      desk: index == 0 ? StepDesk(bound: async.staleness.bound) : nil,
      link: link,
      clock: setting.clock,
      roles: roles,
      pushEvery: async.pushEvery,
      strike: { [faults = setting.faults, clock = setting.clock] step, gradient in
        if isDedicated { faults.strike(step: step, own: gradient, clock) }
      },
      warn: { [events = setting.events] in try? events.append(.warning, message: $0) }
    )
  }
}
