// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineKernels
import TrineTraining

struct SequentialTests {
  struct Case: Sendable {
    let layers: [Int]
    let activation: ModelPlan.Activation
    let rows: Int
  }

  static let cases = ModelPlan.Activation.allCases.flatMap { activation in
    [
      Case(layers: [3, 4, 2], activation: activation, rows: 5),
      Case(layers: [1, 1, 1, 1], activation: activation, rows: 1),
      Case(layers: [7, 9, 8, 3], activation: activation, rows: 9),
      Case(layers: [4, 2], activation: activation, rows: 3),
    ]
  }

  @Test("gradients are the slopes of the loss", arguments: cases)
  func finiteDifferences(model: Case) {
    var naive = LossFunction(model)
    let found = naive.model.gradientsOfBatch(rows: model.rows)
    let slopes = naive.slopes()
    #expect(
      zip(found, slopes).allSatisfy { isClose(Double($0), $1, atol: 2e-4, rtol: 1e-3) }
        && found.count == slopes.count
    )
  }

  @Test("with no rows the loss and all gradients are 0")
  func noRows() {
    let model = Sequential(ModelPlan(layers: [3, 4, 2]), capacity: 4)
    model.initialize(seed: 1)
    model.gradients.edit(model.gradients.indices) { values in
      for i in values.indices { values[i] = .nan }
    }
    #expect(model.computeGradients(rows: 0, scale: 1) == 0)
    let gradients = model.gradients.read(model.gradients.indices) { values in
      values.indices.map { values[$0] }
    }
    #expect(gradients.allSatisfy { $0 == 0 })
  }

  @Test("initial parameters lie within 1/√inputs, fill it, and depend on the seed alone")
  func initial() {
    func parameters(_ seed: Int, capacity: Int = 1) -> [Float] {
      let model = Sequential(ModelPlan(layers: [100, 50, 2]), capacity: capacity)
      model.initialize(seed: seed)
      return model.parameters.read(model.parameters.indices) { v in v.indices.map { v[$0] } }
    }
    let values = parameters(1)
    let first = values.prefix(100 * 50 + 50)
    let rest = values.dropFirst(first.count)
    #expect(first.allSatisfy { abs($0) <= 0.1 } && first.contains { $0 > 0.099 })
    #expect(first.contains { $0 < -0.099 })
    #expect(rest.allSatisfy { abs($0) <= 0.1415 } && rest.contains { abs($0) > 0.12 })
    #expect(values == parameters(1, capacity: 9))
    #expect(values != parameters(2))
  }

  @Test("tensors are named as nn.Sequential names them")
  func names() {
    let model = Sequential(ModelPlan(layers: [4, 3, 5, 2], activation: .tanh), capacity: 1)
    let tensors = model.network.namedTensors
    #expect(
      tensors.map(\.name) == [
        "0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias",
      ]
    )
    #expect(tensors.map(\.dimensions) == [[3, 4], [3], [5, 3], [5], [2, 5], [2]])
    #expect(tensors.last?.range.upperBound == ModelPlan(layers: [4, 3, 5, 2]).parameterCount)
  }
}

/// A model, a batch for it, and its loss as a function of the parameters.
private struct LossFunction {
  let model: Sequential
  let samples: [(x: [Double], label: Int)]
  let plan: RunPlan

  init(_ test: SequentialTests.Case) {
    plan = RunPlan.small(layers: test.layers, activation: test.activation)
    model = Sequential(plan.model, capacity: test.rows)
    model.initialize(seed: plan.seed)
    var random = RandomStream(seed: 11, for: .syntheticTraining)
    let classes = test.layers[test.layers.count - 1]
    samples = (0..<test.rows).map { row in
      ((0..<test.layers[0]).map { _ in Double(random.uniform()) - 0.5 }, row % classes)
    }
    let rows = samples
    model.fillBatch(rows: test.rows) { x, labels in
      for (row, sample) in rows.enumerated() {
        for (i, value) in sample.x.enumerated() { x[row * sample.x.count + i] = Float(value) }
        labels[row] = Int32(sample.label)
      }
    }
  }

  /// The slope of the mean loss along each parameter, by central differences in doubles.
  mutating func slopes() -> [Double] {
    let naive = NaiveTrainer(plan)
    let step = 1e-5
    return naive.layers.indices.flatMap { index in
      let count = naive.layers[index].weight.count
      return (0..<count + naive.layers[index].bias.count).map { i in
        (loss(naive, index, i, step) - loss(naive, index, i, -step)) / (2 * step)
      }
    }
  }

  private func loss(_ naive: NaiveTrainer, _ layer: Int, _ i: Int, _ step: Double) -> Double {
    let moved = naive.moved(layer: layer, parameter: i, by: step)
    return samples.reduce(0) { sum, sample in
      let logits = moved.forward(sample.x)[moved.layers.count]
      return sum + Reference.crossEntropy(logits, label: sample.label)
    } / Double(samples.count)
  }
}

extension Sequential {
  /// The gradients of the mean loss of the batch in place.
  fileprivate func gradientsOfBatch(rows: Int) -> [Float] {
    _ = computeGradients(rows: rows, scale: 1 / Float(rows))
    return gradients.read(gradients.indices) { values in values.indices.map { values[$0] } }
  }
}
