// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  /// The same bits at any rank count.
  struct StrictTests {
    /// What there is of a run that must not depend on its ranks.
    private struct Bits: Equatable {
      let files: [String: Data]
      let metrics: [[String: Double]]
    }

    private func bits(_ job: RankJob) throws -> Bits {
      let metrics = try job.events().filter { $0.kind == .metric }.compactMap(\.values)
      let files = job.plan.train.epochs == 0 ? [:] : try job.checkpointBytes()
      return Bits(files: files, metrics: metrics.map { $0.filter { $0.key != "throughput" } })
    }

    private func plan(
      _ optimizer: OptimizerPlan,
      _ activation: ModelPlan.Activation,
      ranks: Int
    ) -> RunPlan {
      // 61 samples in batches of 24: the last one is cut into 8 slices of 1 or 2.
      var plan = RunPlan.small(
        ranks: ranks,
        data: .blobs(samples: 76),
        layers: [5, 9, 7, 3],
        activation: activation,
        epochs: 2,
        batch: 24,
        optimizer: optimizer
      )
      plan.deterministic = .strict
      return plan
    }

    @Test(
      "1, 2, 4 and 8 ranks give the same bits, those of a naive loop within rounding",
      arguments: [
        (OptimizerPlan(momentum: 0), .relu, [2, 8]), (OptimizerPlan(momentum: 0.9), .tanh, [4, 8]),
        (OptimizerPlan(kind: .adam), .sigmoid, [2, 4, 8]),
      ] as [(OptimizerPlan, ModelPlan.Activation, [Int])]
    )
    func sameBits(optimizer: OptimizerPlan, activation: ModelPlan.Activation, ranks: [Int]) throws {
      let first = try RankJob(plan(optimizer, activation, ranks: 1)).finish()
      let expected = try bits(first)
      #expect(expected.metrics.count == 2)
      #expect(Set(expected.metrics[0].keys).isSuperset(of: ["train/loss", "validation/loss"]))
      for ranks in ranks {
        #expect(try bits(RankJob(plan(optimizer, activation, ranks: ranks)).finish()) == expected)
      }
      guard optimizer.kind == .sgd else { return }
      var naive = NaiveTrainer(first.plan)
      let splits = try DataSplits.load(first.plan.data, seed: first.plan.seed) {}
      #expect(splits.training.count == 61)
      #expect(areClose(try first.metric("train/loss"), naive.train(splits)))
      try first.expectParameters(of: naive)
    }

    @Test("a last batch of fewer samples than slices gives the same bits as well")
    func smallBatch() throws {
      let runs = try [2, 8].map { ranks in
        var plan = plan(OptimizerPlan(momentum: 0.9), .relu, ranks: ranks)
        plan.data = .blobs(samples: 27, validation: 0)
        return try bits(RankJob(plan).finish())
      }
      #expect(runs.dropFirst().allSatisfy { $0 == runs[0] })
    }

    @Test("losses of all sizes, of sets of many blocks, add up to the same bits")
    func losses() throws {
      // 3,000 test samples: blocks of 256 and 119 in each slice. Doubles hold sums of alike floats
      // without rounding; of losses from a millionth to ten they do not.
      let runs = try [1, 4].map { ranks in
        var plan = plan(OptimizerPlan(momentum: 0.9), .tanh, ranks: ranks)
        plan.data = .blobs(samples: 15_000, validation: 0.3)
        (plan.train.batch, plan.train.learningRate.base, plan.data.noise) = (80, 2, 1.6)
        plan.train.epochs = 4
        return try bits(RankJob(plan).finish())
      }
      #expect(runs[0].metrics.count == 4)
      #expect(runs.dropFirst().allSatisfy { $0 == runs[0] })
    }
  }
}
