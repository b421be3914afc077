// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Makes what a plan of mode `async` asks for.
struct AsyncMaker {
  let setting: TrainingSetting

  private var plan: RunPlan { setting.plan }
  private var roles: AsyncRoles { AsyncRoles(plan) }

  /// The strategy; collective.
  func strategy() throws -> any Strategy {
    let samples = WorkerSamples(
      setting.splits,
      batch: plan.train.batch,
      seed: plan.seed,
      shuffles: plan.train.shuffle,
      worker: min(setting.grid.world.rank, roles.workers.count - 1),
      workers: roles.workers.count,
      isSharded: plan.data.isSharded
    )
    let capacity = max(samples.largest, TrainingSetting.evaluationRows)
    let model = Sequential(Network(plan.model), capacity: capacity)
    return try AsynchronousTraining(
      setting,
      samples: samples,
      model: model,
      service: try service(count: model.network.parameterCount)
    )
  }

  private func service(count: Int) throws -> any ParameterService {
    let (async, world) = (plan.async ?? AsyncPlan(), setting.grid.world)
    guard async.placement == .colocated else {
      return try MessageService(setting, count: count, notes: [])
    }
    if world.size == 1, async.pullEvery == 1, async.pushEvery == 1 {
      return LoneService(
        plan.train.optimizer,
        count: count,
        world: world,
        clock: setting.clock
      )
    }
    guard setting.node.size == world.size, setting.wire == nil else {
      return try MessageService(setting, count: count, notes: [])
    }
    let states = Optimizer.stateNames(plan.train.optimizer).count
    let bytes = ServerMemory.byteCount(count, states: states, on: setting.node)
    guard try setting.room.isThere(for: bytes) else {
      let words = SharedRoom.shortage(of: "the servers' \(count.grouped) parameters")
      return try MessageService(setting, count: count, notes: [words])
    }
    return try SharedService(setting, count: count)
  }
}
