// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct TorchEpochTests {
    struct Trained: Decodable {
      let loss: Double
      let parameters: [String: [Double]]
    }

    private static let folder = "\(Fixtures.folder)/torch-epoch"

    /// The plan that torch-epoch.py follows.
    static let plan: RunPlan = {
      var plan = RunPlan.small(
        data: DataPlan(format: .csv, path: "\(folder)/samples.csv"),
        layers: [6, 9, 5, 4],
        epochs: 1,
        batch: 8,
        optimizer: OptimizerPlan(momentum: 0.9, nesterov: true, weightDecay: 0.01),
        learningRate: 0.1
      )
      plan.train.shuffle = false
      plan.model.initial = "\(folder)/initial.safetensors"
      return plan
    }()

    static let plans: [RunPlan] =
      [1, 2, 3, 4].map { ranks in
        var plan = plan
        plan.ranks = ranks
        return plan
      } + [plan.tensor(ranks: 2), plan.tensor(ranks: 4, grid: GridPlan(data: 2, tensor: 2))]

    @Test("an epoch without shuffling gives PyTorch's loss and parameters", arguments: plans)
    func epoch(plan: RunPlan) throws {
      let text = try String(contentsOfFile: "\(Self.folder)/trained.json", encoding: .utf8)
      let trained = try JSONText.value(Trained.self, from: text)
      let job = try RankJob(plan).finish()
      #expect(areClose(try job.metric("train/loss"), [trained.loss]))
      let tensors = try job.checkpoint().tensors
      #expect(tensors.keys.sorted() == trained.parameters.keys.sorted())
      for (name, expected) in trained.parameters {
        let values = try #require(tensors[name]).values.map(Double.init)
        #expect(areClose(values, expected, atol: 1e-4, rtol: 0), "\(name)")
      }
    }
  }
}
