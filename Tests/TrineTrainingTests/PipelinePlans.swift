// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RunPlan {
  /// A small run of a model of four layers in stages.
  ///
  /// 49 samples to learn from in batches of 12: slices are uneven, and the last batch has one sample.
  static func pipelined(
    _ stages: Int,
    microbatches: Int = 4,
    schedule: PipelinePlan.Schedule = .oneForwardOneBackward,
    replicas: Int = 1,
    batch: Int = 12,
    epochs: Int = 2,
    optimizer: OptimizerPlan = OptimizerPlan(momentum: 0.9)
  ) -> RunPlan {
    var plan = RunPlan.small(
      ranks: stages * replicas,
      layers: [5, 7, 3, 6, 3],
      activation: .tanh,
      epochs: epochs,
      batch: batch,
      optimizer: optimizer
    )
    plan.mode = .pipeline
    plan.sync = nil
    plan.pipeline = PipelinePlan(microbatches: microbatches, schedule: schedule)
    if replicas > 1 { plan.grid = GridPlan(data: replicas, pipeline: stages) }
    return plan
  }

  /// The same run on one rank, without stages.
  var alone: RunPlan {
    var plan = self
    (plan.mode, plan.ranks, plan.grid, plan.pipeline) = (.sync, 1, nil, nil)
    plan.sync = SyncPlan()
    return plan
  }
}

extension RankJob {
  /// Expects the losses and the parameters of a trainer that has trained as this run has.
  func expect(_ losses: [Double], _ naive: NaiveTrainer) throws {
    #expect(areClose(try metric("train/loss"), losses))
    let tensors = try checkpoint().tensors
    #expect(tensors.count == 2 * naive.layers.count)
    for (index, layer) in naive.layers.enumerated() {
      let weight = try #require(tensors["\(2 * index).weight"])
      let bias = try #require(tensors["\(2 * index).bias"])
      #expect(weight.shape == [layer.outputs, layer.inputs])
      #expect(areClose(weight.values.map(Double.init), layer.weight, atol: 1e-4))
      #expect(areClose(bias.values.map(Double.init), layer.bias, atol: 1e-4))
    }
    let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
    let set = try #require(splits.testSet)
    let test = naive.evaluate(Array(0..<set.count), of: set)
    #expect(isClose(try #require(metric("test/loss").last), test.loss, atol: 1e-4))
    #expect(try metric("test/accuracy").last == test.accuracy)
    let held = naive.evaluate(splits.validation, of: splits.trainingSet)
    #expect(isClose(try #require(metric("validation/loss").last), held.loss, atol: 1e-4))
    #expect(try metric("validation/loss").count == plan.train.epochs)
  }
}
