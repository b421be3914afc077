// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankJob {
  /// Expects the parameters of the run's first checkpoint to be a trainer's, in PyTorch's shapes.
  func expectParameters(
    of naive: NaiveTrainer,
    atol: Double = 1e-4,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let tensors = try checkpoint().tensors
    #expect(tensors.count == 2 * naive.layers.count, sourceLocation: place)
    for (index, layer) in naive.layers.enumerated() {
      let weight = try #require(tensors["\(2 * index).weight"], sourceLocation: place)
      let bias = try #require(tensors["\(2 * index).bias"], sourceLocation: place)
      #expect(weight.shape == [layer.outputs, layer.inputs], sourceLocation: place)
      #expect(bias.shape == [layer.outputs], sourceLocation: place)
      let (weights, biases) = (weight.values.map(Double.init), bias.values.map(Double.init))
      #expect(areClose(weights, layer.weight, atol: atol), sourceLocation: place)
      #expect(areClose(biases, layer.bias, atol: atol), sourceLocation: place)
    }
  }

  /// Expects the losses, the parameters and the scores of a trainer that has trained as this run has.
  func expect(
    _ losses: [Double],
    _ naive: NaiveTrainer,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) throws {
    #expect(areClose(try metric("train/loss"), losses), sourceLocation: place)
    try expectParameters(of: naive, place)
    let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
    let set = try #require(splits.testSet)
    try expect("test", naive.evaluate(Array(0..<set.count), of: set), place)
    guard !splits.validation.isEmpty else { return }
    try expect("validation", naive.evaluate(splits.validation, of: splits.trainingSet), place)
  }

  private func expect(
    _ set: String,
    _ score: (loss: Double, accuracy: Double),
    _ place: Testing.SourceLocation
  ) throws {
    let losses = try metric("\(set)/loss")
    #expect(losses.count == plan.train.epochs, sourceLocation: place)
    #expect(isClose(try #require(losses.last), score.loss, atol: 1e-4), sourceLocation: place)
    #expect(try metric("\(set)/accuracy").last == score.accuracy, sourceLocation: place)
  }

  /// Expects the losses and parameters of another run, but for rounding.
  func expectSame(
    as other: RankJob,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) throws {
    for name in ["train/loss", "validation/loss", "test/loss"] {
      let (values, others) = (try metric(name), try other.metric(name))
      #expect(areClose(values, others), "\(name): \(values), \(others)", sourceLocation: place)
    }
    #expect(try !metric("train/loss").isEmpty, sourceLocation: place)
    let (tensors, others) = (try checkpoint().tensors, try other.checkpoint().tensors)
    #expect(tensors.keys.sorted() == others.keys.sorted(), sourceLocation: place)
    for (name, tensor) in tensors {
      let other = try #require(others[name])
      #expect(tensor.shape == other.shape, sourceLocation: place)
      let (values, others) = (tensor.values.map(Double.init), other.values.map(Double.init))
      #expect(areClose(values, others, atol: 1e-4), sourceLocation: place)
    }
  }
}
