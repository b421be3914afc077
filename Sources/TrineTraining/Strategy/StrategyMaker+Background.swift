// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

// Updates whose sums go on in the background, and those whose gradients are compressed.
extension StrategyMaker {
  /// The update of a plan that asks for one of them; `nil` otherwise.
  func backgroundUpdate(of network: Network) -> (any GradientUpdate)? {
    let sync = setting.plan.sync ?? SyncPlan()
    if sync.doubleBuffering { return doubleBufferedUpdate(of: network, sync) }
    // Where nothing is sent, nothing is compressed or sent early.
    guard setting.grid.replicas > 1 else { return nil }
    if sync.compression != .none { return compressedUpdate(of: network, sync) }
    return sync.bucket.map { limit in
      BucketedUpdate(
        setting.plan.train.optimizer,
        network,
        limit: limit,
        setting.grid.data,
        wire: setting.wire,
        clock: setting.clock
      )
    }
  }

  private func doubleBufferedUpdate(of network: Network, _ sync: SyncPlan) -> any GradientUpdate {
    DoubleBufferedUpdate(
      setting.plan.train.optimizer,
      count: network.parameterCount,
      allreduce: backgroundAllreduce(count: network.parameterCount, sync),
      isFirst: setting.grid.replica == 0,
      clock: setting.clock
    )
  }

  private func compressedUpdate(of network: Network, _ sync: SyncPlan) -> any GradientUpdate {
    let background = backgroundAllreduce(count: network.parameterCount, sync)
    return SummedUpdate(
      setting.plan.train.optimizer,
      count: network.parameterCount,
      allreduce: ForegroundAllreduce(background, setting.grid.data),
      notes: [],
      isFirst: setting.grid.replica == 0,
      clock: setting.clock
    )
  }

  /// How gradients are summed in the background, compressed or not.
  private func backgroundAllreduce(count: Int, _ sync: SyncPlan) -> any BackgroundAllreduce {
    let (ranks, wire) = (setting.grid.data, setting.wire)
    guard ranks.size > 1 else { return NonblockingAllreduce(ranks, wire: wire) }
    switch sync.compression {
    case .none: return NonblockingAllreduce(ranks, wire: wire)
    case .bf16: return HalfAllreduce(.bfloat16, ranks, count: count, wire: wire)
    case .fp16: return HalfAllreduce(.float16, ranks, count: count, wire: wire)
    case .topk: return SparseAllreduce(ranks, count: count, share: sync.topShare, wire: wire)
    }
  }
}
