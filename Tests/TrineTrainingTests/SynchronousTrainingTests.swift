// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct SynchronousTrainingTests {
    /// Odd widths, last batches that do not divide, one smaller than the ranks, every activation,
    /// with and without momentum and weight decay.
    static let plans: [RunPlan] = [
      .small(),
      .small(data: .spirals(samples: 61), layers: [2, 9, 4, 2], activation: .tanh, batch: 4),
      .small(
        layers: [5, 1, 3],
        activation: .sigmoid,
        batch: 16,
        optimizer: OptimizerPlan(momentum: 0, weightDecay: 0.01)
      ),
      .small(
        layers: [5, 3],
        batch: 1000,
        optimizer: OptimizerPlan(momentum: 0.5, weightDecay: 0.1)
      ),
    ]

    @Test("any number of ranks trains as a naive loop does", arguments: plans, [1, 2, 3, 4])
    func equalsNaiveTrainer(plan: RunPlan, ranks: Int) throws {
      var plan = plan
      plan.ranks = ranks
      let job = try RankJob(plan).finish()
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      var naive = NaiveTrainer(plan)
      try job.expect(naive.train(splits), naive)
    }

    @Test("the same seed gives the same bits, another seed others", arguments: [1, 2, 3])
    func reproducible(ranks: Int) throws {
      let first = try RankJob(.small(ranks: ranks)).finish()
      let second = try RankJob(.small(ranks: ranks)).finish()
      let other = try RankJob(.small(ranks: ranks, seed: 8)).finish()
      #expect(try first.checkpoint().bytes == second.checkpoint().bytes)
      #expect(try first.checkpoint().bytes != other.checkpoint().bytes)
      for name in ["train/loss", "validation/loss", "test/loss", "test/accuracy"] {
        #expect(try first.metric(name) == second.metric(name))
      }
    }

    @Test("two BLAS threads train as one does")
    func threads() throws {
      var plan = RunPlan.small(data: .blobs(samples: 300, features: 64), layers: [64, 300, 3])
      let one = try RankJob(plan).finish()
      plan.threads = 2
      let two = try RankJob(plan).finish()
      #expect(areClose(try one.metric("train/loss"), try two.metric("train/loss")))
    }

    @Test(
      "no epochs: the initial parameters are evaluated and saved, nothing else",
      arguments: [1, 3]
    )
    func noEpochs(ranks: Int) throws {
      let plan = RunPlan.small(ranks: ranks, epochs: 0)
      let job = try RankJob(plan).finish()
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      let test = try #require(splits.testSet)
      let expected = NaiveTrainer(plan).evaluate(Array(0..<test.count), of: test)
      #expect(areClose(try job.metric("test/loss"), [expected.loss]))
      let kinds = try job.events().map(\.kind).filter { $0 != .note }
      #expect(kinds == [.started, .metric, .checkpoint, .finished])
      #expect(try job.metric("train/loss").isEmpty)
      let checkpoints = try FileManager.default.contentsOfDirectory(atPath: job.folder.checkpoints)
      #expect(Set(checkpoints.map { $0.prefix(11) }) == ["step-000000"])
    }

    @Test("training learns: spirals are told apart")
    func learns() throws {
      let plan = RunPlan.small(
        ranks: 2,
        data: .spirals(samples: 600),
        layers: [2, 64, 64, 2],
        epochs: 60,
        batch: 32
      )
      let job = try RankJob(plan).finish()
      #expect(try #require(job.metric("test/accuracy").last) > 0.95)
    }
  }
}
