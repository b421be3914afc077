// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Makes what a plan asks for.
struct StrategyMaker {
  let setting: TrainingSetting

  var plan: RunPlan { setting.plan }
  var grid: RankGrid { setting.grid }

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
      isSharded: plan.data.isSharded,
      slices: slices
    )
    if plan.mode == .pipeline { return try pipeline(samples) }
    let shard = try shard(capacity: max(samples.largest, TrainingSetting.evaluationRows))
    if (plan.sync?.backupWorkers ?? 0) > 0 {
      return try BackupTraining(setting, samples: samples, shard: shard)
    }
    let update = try update(of: shard.network)
    return try StepwiseTraining(setting, samples: samples, shard: shard, update: update)
  }

  /// How many slices a replica's part of a batch is worked on in.
  private var slices: Int {
    plan.deterministic == .strict
      ? TreeUpdate.slices / grid.replicas : plan.sync?.gradientAccumulation ?? 1
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
      setting.room,
      count: capacity * widest,
      wire: setting.wire
    )
    return TensorGroup(grid.model, allreduce: choice.allreduce, clock: setting.clock)
  }

  // MARK: - Updates

  func update(of network: Network) throws -> any GradientUpdate {
    if let update = backgroundUpdate(of: network) { return update }
    let (optimizer, clock) = (plan.train.optimizer, setting.clock)
    let count = network.parameterCount
    if plan.deterministic == .strict {
      let wire = setting.wire
      return TreeUpdate(optimizer, count: count, over: grid.data, wire: wire, clock: clock)
    }
    guard grid.replicas > 1 else { return LoneUpdate(optimizer, count: count, clock: clock) }
    let layout = try NodeLayout(grid.data)
    let choice = try AllreduceChoice(
      plan.sync?.allreduce ?? .auto,
      layout,
      setting.room,
      count: count,
      wire: setting.wire
    )
    if let sync = plan.sync, sync.average == .parameters {
      let own = LoneUpdate(optimizer, count: count, clock: clock)
      let interval = sync.averageEvery
      return ParameterAveraging(own, every: interval, over: grid.data, choice, clock: clock)
    }
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
