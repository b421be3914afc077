// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RunPlan {
  /// A small run of a model of four layers in stages.
  ///
  /// 49 samples to learn from in batches of 12: slices are uneven, and the last batch has one sample.
  static func pipelined(
    _ stages: Int,
    microbatches: Int = 4,
    schedule: PipelinePlan.Schedule = .oneForwardOneBackward,
    replicas: Int = 1,
    batch: Int = 12,
    epochs: Int = 2,
    optimizer: OptimizerPlan = OptimizerPlan(momentum: 0.9)
  ) -> RunPlan {
    var plan = RunPlan.small(
      ranks: stages * replicas,
      layers: [5, 7, 3, 6, 3],
      activation: .tanh,
      epochs: epochs,
      batch: batch,
      optimizer: optimizer
    )
    plan.mode = .pipeline
    plan.sync = nil
    plan.pipeline = PipelinePlan(microbatches: microbatches, schedule: schedule)
    if replicas > 1 { plan.grid = GridPlan(data: replicas, pipeline: stages) }
    return plan
  }

  /// The same run on one rank, without stages.
  var alone: RunPlan {
    var plan = self
    (plan.mode, plan.ranks, plan.grid, plan.pipeline) = (.sync, 1, nil, nil)
    plan.sync = SyncPlan()
    return plan
  }
}
