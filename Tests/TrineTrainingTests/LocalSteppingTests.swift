// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  /// Local SGD: steps of each rank's own, and averages of parameters.
  struct LocalSteppingTests {
    private func plan(
      ranks: Int,
      every interval: Int,
      data: DataPlan = .blobs(),
      batch: Int = 13,
      optimizer: OptimizerPlan = OptimizerPlan(momentum: 0.9),
      allreduce: SyncPlan.Allreduce = .auto
    ) -> RunPlan {
      var plan = RunPlan.small(ranks: ranks, data: data, batch: batch, optimizer: optimizer)
      plan.sync = SyncPlan(averageEvery: interval, average: .parameters, allreduce: allreduce)
      return plan
    }

    /// Every kind of optimizer that is linear in the gradient.
    static let linear = [
      (1, OptimizerPlan(momentum: 0.9)),
      (2, OptimizerPlan(momentum: 0.9, weightDecay: 0.01)),
      (3, OptimizerPlan(momentum: 0.9, nesterov: true)),
      (4, OptimizerPlan(momentum: 0, weightDecay: 0.01)),
    ]

    @Test(
      "an average after every step does what averaging gradients does",
      arguments: linear,
      [
        // Parts of equal sizes; parts that differ, and a last batch of one sample, of which the other
        // ranks have none.
        (60, 12), (61, 10), (61, 20),
      ]
    )
    func equalsSync(_ test: (ranks: Int, optimizer: OptimizerPlan), _ sizes: (Int, Int)) throws {
      let data = DataPlan.blobs(samples: sizes.0, validation: 0)
      let (ranks, optimizer) = test
      let plan = plan(ranks: ranks, every: 1, data: data, batch: sizes.1, optimizer: optimizer)
      let job = try RankJob(plan).finish()
      var naive = NaiveTrainer(plan)
      let losses = naive.train(try DataSplits.load(data, seed: plan.seed) {})
      #expect(areClose(try job.metric("train/loss"), losses))
      try job.expectParameters(of: naive)
    }

    @Test(
      "averages that are steps apart are those of trainers on their own",
      arguments: [(2, .shared), (3, .flat), (3, .ring), (4, .hierarchical)]
        as [(Int, SyncPlan.Allreduce)]
    )
    func equalsNaiveTrainers(ranks: Int, allreduce: SyncPlan.Allreduce) throws {
      // 49 samples in batches of 12: parts that differ, and a last batch of one sample.
      let plan = plan(ranks: ranks, every: 3, batch: 12, allreduce: allreduce)
      let job = try RankJob(plan).finish()
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      var trainers = [NaiveTrainer](repeating: NaiveTrainer(plan), count: ranks)
      #expect(areClose(try job.metric("train/loss"), train(&trainers, plan, splits, every: 3)))
      try job.expectParameters(of: trainers[0])
      let validation = trainers[0].evaluate(splits.validation, of: splits.trainingSet)
      let last = try #require(job.metric("validation/loss").last)
      #expect(isClose(last, validation.loss, atol: 1e-4))
      let words = "parameters are averaged every 3 steps, summed by "
      #expect(try job.events().contains { $0.message?.hasPrefix(words) == true })
    }

    /// The mean loss of each epoch, at whose end there is an average as well.
    private func train(
      _ trainers: inout [NaiveTrainer],
      _ plan: RunPlan,
      _ splits: DataSplits,
      every interval: Int
    ) -> [Double] {
      var order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
      var step = 0
      return (1...plan.train.epochs).map { epoch in
        order.shuffle(epoch: epoch)
        var loss = 0.0
        var rows = [Int](repeating: 0, count: trainers.count)
        for batch in 0..<order.stepCount {
          let positions = order.positions(ofBatch: batch)
          for rank in trainers.indices {
            let own = order.order[positions.part(rank, of: trainers.count)]
            rows[rank] += own.count
            loss += trainers[rank].step(own.map { splits.trainingSet.sample($0) })
          }
          step += 1
          if step.isMultiple(of: interval) { average(&trainers, &rows) }
        }
        average(&trainers, &rows)
        return loss / Double(splits.training.count)
      }
    }

    private func average(_ trainers: inout [NaiveTrainer], _ rows: inout [Int]) {
      // Nothing to do right after an average.
      guard rows.contains(where: { $0 > 0 }) else { return }
      NaiveTrainer.average(&trainers, rows: rows)
      rows = rows.map { _ in 0 }
    }

    @Test("all ranks have the same bits after a stretch, so that a run goes on as if never stopped")
    func sameBits() throws {
      // Stretches end in the middle between two averages.
      var plan = plan(ranks: 3, every: 3, optimizer: OptimizerPlan(kind: .adam))
      plan.train.checkpointEvery = .steps(5)
      let job = try RankJob(plan).finish()
      let whole = try job.files(step: 12)
      #expect(!whole.isEmpty)
      #expect(try job.resume(from: 5).files(step: 12) == whole)
    }

    @Test("steps of one's own are learnt from: spirals are told apart")
    func learns() throws {
      var plan = RunPlan.small(
        ranks: 2,
        data: .spirals(samples: 600),
        layers: [2, 64, 64, 2],
        epochs: 60,
        batch: 32
      )
      plan.sync = SyncPlan(averageEvery: 8, average: .parameters)
      let job = try RankJob(plan).finish()
      #expect(try #require(job.metric("test/accuracy").last) > 0.95)
    }
  }
}
