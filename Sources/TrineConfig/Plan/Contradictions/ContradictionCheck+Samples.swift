// SPDX-License-Identifier: MIT

import TrineCore

extension RunPlan {
  /// Among how many the samples of a step, or of a pass, are shared out.
  fileprivate var shares: Int {
    switch mode {
    case .sync: ranks
    case .async:
      async?.placement == .dedicated ? max(1, ranks - (async?.servers ?? 0)) : ranks
    case .tensor, .pipeline: grid?.data ?? 1
    }
  }

  /// Who they are, as messages name them.
  fileprivate var sharers: String {
    if let grid { return "'grid.data' is \(grid.data)" }
    guard let async, async.placement == .dedicated else { return "'ranks' is \(ranks)" }
    return "'ranks' is \(ranks), \(async.servers) of them to serve"
  }
}

// How samples are shared out.
extension ContradictionCheck {
  /// Reports ranks without any training sample, as far as the config tells how many there are.
  func samples() {
    let data = plan.data
    guard
      areSound([
        "data.format", "ranks", "data.samples", "data.validation", "data.limit", "async.servers",
        "async.placement",
      ])
    else { return }
    guard let kept = [data.samples, data.limit].compactMap({ $0 }).min() else { return }
    let training = kept - Int(Double(kept) * data.validation)
    guard plan.shares > training else { return }
    let isLimited = kept < data.samples ?? .max
    let who = plan.grid == nil ? "ranks" : "replicas"
    report(
      [plan.grid == nil ? "ranks" : "grid.data", isLimited ? "data.limit" : "data.samples"],
      if: true,
      "\(plan.sharers), but there "
        + (training == 1 ? "is 1 training sample" : "are \(training) training samples"),
      fix: isLimited
        ? "raise data.limit, or use at most as many \(who)"
        : "use more samples, or at most as many \(who) as there are"
    )
  }

  /// Reports shards in modes whose ranks all need the same samples.
  func sharding() {
    let isParallel = plan.mode == .sync || plan.mode == .async
    exclude(
      Choice("data.sharded", "true", if: plan.data.isSharded),
      Choice("mode", plan.mode.rawValue, if: !isParallel),
      because: "the ranks of one replica all need the same samples",
      fix: "leave out sharded, or use mode: sync or mode: async"
    )
  }

  /// Reports a batch too small for every rank, or every slice of its part, to have a sample.
  func batch(_ sync: SyncPlan) {
    let batch = plan.train.batch
    let slices = sync.gradientAccumulation
    report(
      ["train.batch", "ranks"],
      if: batch < plan.ranks,
      "'train.batch' is \(batch) and 'ranks' is \(plan.ranks); "
        + "each rank needs a sample of every batch",
      fix: "use a batch of \(plan.ranks) or more, or fewer ranks"
    )
    let least = plan.ranks.multipliedReportingOverflow(by: slices)
    let needed = least.overflow ? Int.max : least.partialValue
    report(
      ["sync.gradientAccumulation", "train.batch", "ranks"],
      if: batch >= plan.ranks && batch < needed,
      "'train.batch' is \(batch), 'ranks' is \(plan.ranks) and 'sync.gradientAccumulation' is "
        + "\(slices); each slice needs a sample",
      fix: "use a batch of \(needed) or more, or gradientAccumulation: \(batch / plan.ranks)"
    )
  }
}
