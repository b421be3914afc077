// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Makes what a plan asks for.
struct StrategyMaker {
  let setting: TrainingSetting

  private var plan: RunPlan { setting.plan }
  private var grid: RankGrid { setting.grid }

  /// The strategy of the plan's mode; collective.
  func strategy() throws -> any Strategy {
    if plan.mode == .async { return try AsyncMaker(setting: setting).strategy() }
    let samples = StepSamples(
      setting.splits,
      batch: plan.train.batch,
      seed: plan.seed,
      shuffles: plan.train.shuffle,
      replica: grid.replica,
      replicas: grid.replicas,
      isSharded: plan.data.isSharded
    )
    let shard = try shard(capacity: max(samples.largest, TrainingSetting.evaluationRows))
    let update = try update(count: shard.network.parameterCount)
    return try StepwiseTraining(setting, samples: samples, shard: shard, update: update)
  }

  // MARK: - Parts of the model

  private func shard(capacity: Int) throws -> any ModelShard {
    guard plan.mode == .tensor else {
      return Sequential(Network(plan.model), capacity: capacity)
    }
    let group = try tensorGroup(capacity: capacity)
    let splits = (plan.tensor ?? TensorPlan()).splits(of: plan.model.layerIndices.count)
    return Sequential(
      Network(plan.model, splits: splits, group: group),
      capacity: capacity,
      countsLoss: grid.model.rank == 0
    )
  }

  private func tensorGroup(capacity: Int) throws -> TensorGroup {
    let widest = plan.model.layers.max() ?? 0
    let choice = try AllreduceChoice(
      .auto,
      NodeLayout(grid.model),
      count: capacity * widest,
      isOnWire: plan.wire != nil
    )
    return TensorGroup(grid.model, allreduce: choice.allreduce, clock: setting.clock)
  }

  // MARK: - Updates

  private func update(count: Int) throws -> any GradientUpdate {
    let (optimizer, clock) = (plan.train.optimizer, setting.clock)
    guard grid.replicas > 1 else { return LoneUpdate(optimizer, count: count, clock: clock) }
    let layout = try NodeLayout(grid.data)
    let choice = try AllreduceChoice(
      plan.sync?.allreduce ?? .auto,
      layout,
      count: count,
      isOnWire: plan.wire != nil
    )
    if let memory = choice.memory {
      return SharedUpdate(optimizer, memory: memory, leaders: layout.leaders, clock: clock)
    }
    return SummedUpdate(
      optimizer,
      count: count,
      allreduce: choice.allreduce,
      notes: choice.notes,
      isFirst: grid.replica == 0,
      clock: clock
    )
  }
}
