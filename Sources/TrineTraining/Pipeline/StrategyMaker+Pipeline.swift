// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

// How layers are cut into stages, each on a rank of its own.
extension StrategyMaker {
  /// The strategy of mode `pipeline`; collective.
  func pipeline(_ samples: StepSamples) throws -> any Strategy {
    let isStashed = plan.pipeline?.schedule == .stashed
    let stage = try PipelineStage(
      setting,
      PipelineLayout(plan, stages: grid.model.size, largest: samples.largest),
      capacity: max(samples.largest, TrainingSetting.evaluationRows),
      keepsInputs: isStashed
    )
    let update = try update(of: stage.network)
    guard isStashed else {
      return try StepwiseTraining(setting, samples: samples, shard: stage, update: update)
    }
    return try StashedTraining(setting, samples: samples, stage: stage, update: update)
  }
}
