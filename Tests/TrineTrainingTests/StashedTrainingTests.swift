// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct StashedTrainingTests {
    @Test("with one stage each microbatch is a batch of its own", arguments: [3, 4])
    func oneStage(microbatches: Int) throws {
      let plan = RunPlan.pipelined(1, microbatches: microbatches, schedule: .stashed)
      let job = try RankJob(plan).finish()
      var small = plan
      small.train.batch = 12 / microbatches
      var naive = NaiveTrainer(small)
      let losses = naive.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      try job.expect(losses, naive)
    }

    @Test(
      "stages train with the weights of PipeDream's versions",
      arguments: [(2, 1), (2, 5), (3, 5), (4, 3)]
    )
    func equalsSimulation(stages: Int, microbatches: Int) throws {
      var plan = RunPlan.pipelined(stages, microbatches: microbatches, schedule: .stashed)
      plan.train.optimizer.weightDecay = 0.01
      try expectSimulation(plan, stages)
    }

    @Test("momentum that takes gradients directly does so, too", arguments: [3])
    func directMomentum(stages: Int) throws {
      try expectSimulation(.pipelined(stages, microbatches: 4, schedule: .stashed), stages)
    }

    @Test("replicas agree on every update", arguments: [(1, 3), (2, 4)])
    func grids(stages: Int, microbatches: Int) throws {
      let plan = RunPlan.pipelined(
        stages,
        microbatches: microbatches,
        schedule: .stashed,
        replicas: 2
      )
      try expectSimulation(plan, stages)
    }

    private func expectSimulation(_ plan: RunPlan, _ stages: Int) throws {
      let job = try RankJob(plan).finish()
      var simulation = StashedSimulation(plan, stages: stages)
      let losses = simulation.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      try job.expect(losses, simulation.trainer)
    }
  }
}

/// PipeDream in one process: every microbatch is an update whose gradient is that of the weights the
/// stages had when it came by, stage s of p those before the last p - s - 1 updates.
private struct StashedSimulation {
  private(set) var trainer: NaiveTrainer
  private let plan: RunPlan
  private let stages: [Range<Int>]

  init(_ plan: RunPlan, stages: Int) {
    trainer = NaiveTrainer(plan)
    self.plan = plan
    let costs = StageCut.costs(ofLayersBetween: plan.model.layers)
    self.stages = StageCut.stages(costs, count: stages)
  }

  /// The mean loss of each epoch, in which the pipeline runs empty at the end.
  mutating func train(_ splits: DataSplits) -> [Double] {
    var order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
    return (1...plan.train.epochs).map { epoch in
      order.shuffle(epoch: epoch)
      var versions = [trainer.layers]
      var loss = 0.0
      for batch in 0..<order.stepCount {
        for rows in microbatches(order.positions(ofBatch: batch)) {
          loss += step(rows.map { splits.trainingSet.sample(order.order[$0]) }, &versions)
        }
      }
      return loss / Double(splits.training.count)
    }
  }

  /// The positions of each microbatch, of all replicas.
  private func microbatches(_ batch: Range<Int>) -> [[Int]] {
    let replicas = plan.grid?.data ?? 1
    let parts = (0..<replicas).map { batch.part($0, of: replicas) }
    let most = parts.map(\.count).max() ?? 0
    let count = max(1, min(plan.pipeline?.microbatches ?? 0, most))
    return (0..<count).map { index in parts.flatMap { $0.part(index, of: count) } }
  }

  private mutating func step(
    _ samples: [(x: [Double], label: Int)],
    _ versions: inout [[NaiveTrainer.Layer]]
  ) -> Double {
    var mixed = trainer
    for (stage, layers) in stages.enumerated() {
      let version = max(0, versions.count - 1 - (stages.count - stage - 1))
      mixed.layers.replaceSubrange(layers, with: versions[version][layers])
    }
    let (gradients, loss) = mixed.gradients(of: samples)
    let mean = gradients.map { $0 / Double(samples.count) }
    trainer.move(by: mean, rate: plan.train.learningRate.base)
    versions.append(trainer.layers)
    return loss
  }
}
