// SPDX-License-Identifier: MIT

import TrineCore

/// Whether a run may go on with another number of ranks than it had.
///
/// Pure. What a checkpoint holds does not depend on how many ranks wrote it; how ranks share the work
/// may leave no room for another number of them.
struct RankChange {
  /// The plan with the ranks it is to have.
  let plan: RunPlan
  let run: Run

  /// Throws what keeps the plan's mode from working with its ranks.
  func check() throws {
    if plan.grid != nil { throw refusal("'grid' says how many ranks there are") }
    // The shards are others then, and with them the steps of an epoch: a step of the checkpoint no
    // longer says which samples have been seen.
    if plan.data.isSharded {
      throw refusal("'data.sharded' has given each rank samples of its own")
    }
    switch plan.mode {
    case .sync: try checkSync(plan.sync ?? SyncPlan())
    case .async: try checkAsync(plan.async ?? AsyncPlan())
    case .tensor: break
    case .pipeline: try checkPipeline(plan.pipeline ?? PipelinePlan())
    }
  }

  private func checkSync(_ sync: SyncPlan) throws {
    if plan.deterministic == .strict, ![1, 2, 4, 8].contains(plan.ranks) {
      throw refusal("'deterministic: strict' works at 1, 2, 4 and 8 ranks")
    }
    if sync.backupWorkers >= plan.ranks {
      throw refusal("'sync.backupWorkers' is \(sync.backupWorkers)")
    }
    // Whether each rank has a sample is seen where the data is, too; slices are not.
    let slices = sync.gradientAccumulation
    if slices > 1, plan.train.batch < plan.ranks * slices {
      throw refusal("a batch of \(plan.train.batch) has not a sample for each of \(slices) slices")
    }
  }

  private func checkAsync(_ async: AsyncPlan) throws {
    let needed = async.placement == .dedicated ? async.servers + 1 : async.servers
    if plan.ranks < needed {
      throw refusal("\(async.servers.counted("\(async.placement.rawValue) server")) need \(needed)")
    }
  }

  private func checkPipeline(_ pipeline: PipelinePlan) throws {
    if let stages = pipeline.stages, stages != plan.ranks {
      throw refusal("'pipeline.stages' is \(stages), and each stage has a rank of its own")
    }
    let layers = plan.model.layers.count - 1
    if plan.ranks > layers {
      throw refusal("the model has \(layers.counted("layer")) to share out")
    }
  }
}

// MARK: - Messages

extension RankChange {
  private func refusal(_ reason: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(run.id) cannot go on with \(plan.ranks.counted("rank")): \(reason)",
      fix: "leave out --ranks"
    )
  }
}
