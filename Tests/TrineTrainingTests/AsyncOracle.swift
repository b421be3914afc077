// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineTraining

/// Downpour SGD with one worker, whose staleness is its own doing, in plain loops: the oracle for
/// servers of any kind.
struct AsyncOracle {
  private let plan: RunPlan
  private let async: AsyncPlan
  /// The server's.
  private(set) var parameters: [Float]
  private var velocity: [Float]
  private var version = 0
  /// How many gradients of each epoch were applied, by staleness, and how many dropped.
  private(set) var applied: [[Int: Int]] = []
  private(set) var dropped: [Int] = []

  init(_ plan: RunPlan) {
    self.plan = plan
    async = plan.async ?? AsyncPlan()
    parameters = Network(plan.model).initialParameters(seed: plan.seed)
    velocity = parameters.map { _ in 0 }
  }

  /// Trains all epochs and returns their mean losses.
  mutating func train(_ splits: DataSplits) throws -> [Double] {
    var order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
    return try (1...plan.train.epochs).map { epoch in
      order.shuffle(epoch: epoch)
      applied.append([:])
      dropped.append(0)
      let batches = (0..<order.stepCount).map { Array(order.order[order.positions(ofBatch: $0)]) }
      return try trainEpoch(batches, splits.trainingSet) / Double(splits.training.count)
    }
  }

  private mutating func trainEpoch(_ batches: [[Int]], _ set: Dataset) throws -> Double {
    var (own, pulled) = (parameters, version)
    var sum = parameters.map { _ in Float(0) }
    var loss = 0.0
    for (step, batch) in batches.enumerated() {
      if step.isMultiple(of: async.pullEvery) { (own, pulled) = (parameters, version) }
      let result = try gradient(batch, set, own)
      loss += result.loss
      for i in sum.indices { sum[i] += result.gradient[i] }
      guard (step + 1).isMultiple(of: async.pushEvery) || step == batches.count - 1 else {
        continue
      }
      apply(sum, staleness: version - pulled)
      for i in sum.indices { sum[i] = 0 }
    }
    return loss
  }

  private func gradient(
    _ batch: [Int],
    _ set: Dataset,
    _ values: [Float]
  ) throws -> (loss: Double, gradient: [Float]) {
    let model = Sequential(Network(plan.model), capacity: batch.count)
    var parameters = ParameterArena(count: values.count)
    var gradients = ParameterArena(count: values.count)
    parameters.edit(parameters.indices) { span in
      for i in values.indices { span[i] = values[i] }
    }
    let x = batch.flatMap { Array(set.row($0)) }
    let labels = batch.map { set.labels[$0] }
    let loss = try model.computeGradients(
      x.span,
      labels.span,
      scale: 1 / Float(batch.count),
      parameters: parameters,
      into: &gradients
    )
    return (loss, gradients.read(gradients.indices) { span in span.indices.map { span[$0] } })
  }

  private mutating func apply(_ gradient: [Float], staleness: Int) {
    if let limit = async.staleness.dropAbove, staleness > limit {
      dropped[dropped.count - 1] += 1
      return
    }
    applied[applied.count - 1][staleness, default: 0] += 1
    version += 1
    let scaled = async.staleness.scaleLearningRate ? Float(max(1, staleness)) : 1
    let rate = Float(plan.train.learningRate.base) / scaled
    let momentum = Float(plan.train.optimizer.momentum)
    for i in parameters.indices {
      velocity[i] = momentum * velocity[i] + gradient[i]
      parameters[i] -= rate * velocity[i]
    }
  }
}
