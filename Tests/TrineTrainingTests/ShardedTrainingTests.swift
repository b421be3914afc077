// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  /// Training on shards, of which each rank shuffles its own.
  struct ShardedTrainingTests {
    /// 61 samples on 4 ranks: shards of 12 and one of 13 once a fifth of each is set aside.
    private func plan(ranks: Int) -> RunPlan {
      var plan = RunPlan.small(ranks: ranks)
      plan.data.isSharded = true
      return plan
    }

    private func shards(_ plan: RunPlan) throws -> [DataSplits] {
      try (0..<plan.ranks).map { rank in
        try DataSplits.load(plan.data, seed: plan.seed, shard: (rank, plan.ranks)) {}
      }
    }

    @Test("shards train as a naive loop over the same parts does", arguments: [3, 4])
    func equalsNaiveTrainer(ranks: Int) throws {
      let plan = plan(ranks: ranks)
      let job = try RankJob(plan).finish()
      let shards = try shards(plan)
      let total = shards.reduce(0) { $0 + $1.training.count }
      var naive = NaiveTrainer(plan)
      var orders = shards.map { EpochOrder($0.training, batch: plan.train.batch, seed: plan.seed) }
      // As many steps as the batch makes of all samples together.
      let steps = (total + plan.train.batch - 1) / plan.train.batch
      let losses = (1...plan.train.epochs).map { epoch in
        for rank in 0..<ranks { orders[rank].shuffle(epoch: epoch) }
        return (0..<steps).reduce(0.0) { sum, step in
          let batch = zip(shards, orders).flatMap { shard, order in
            order.order[order.order.indices.part(step, of: steps)].map {
              shard.trainingSet.sample($0)
            }
          }
          return sum + naive.step(batch)
        } / Double(total)
      }
      #expect(areClose(try job.metric("train/loss"), losses))
      try job.expectParameters(of: naive)
      for rank in 0..<ranks { #expect(try job.events(rank: rank).last?.kind == .finished) }
    }

    @Test("every sample of every shard is taken once an epoch")
    func once() throws {
      // Where nothing moves, the loss of an epoch is that of all samples, each taken once.
      var plan = plan(ranks: 4)
      plan.train.learningRate.base = 1e-30
      plan.sync?.gradientAccumulation = 2
      let job = try RankJob(plan).finish()
      let naive = NaiveTrainer(plan)
      let sums = try shards(plan).reduce(into: (loss: 0.0, count: 0)) { sums, shard in
        let score = naive.evaluate(shard.training, of: shard.trainingSet)
        sums.loss += score.loss * Double(shard.training.count)
        sums.count += shard.training.count
      }
      let loss = sums.loss / Double(sums.count)
      let epochs = plan.train.epochs
      #expect(areClose(try job.metric("train/loss"), [Double](repeating: loss, count: epochs)))
    }
  }

  struct AccumulationTests {
    @Test("slices of a batch add up to it", arguments: [(1, 3), (3, 2)])
    func equalsNaiveTrainer(ranks: Int, slices: Int) throws {
      var plan = RunPlan.small(ranks: ranks)
      plan.sync?.gradientAccumulation = slices
      let job = try RankJob(plan).finish()
      var naive = NaiveTrainer(plan)
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      #expect(areClose(try job.metric("train/loss"), naive.train(splits)))
      try job.expectParameters(of: naive)
      let validation = naive.evaluate(splits.validation, of: splits.trainingSet)
      let last = try #require(job.metric("validation/loss").last)
      #expect(isClose(last, validation.loss, atol: 1e-4))
    }
  }
}
