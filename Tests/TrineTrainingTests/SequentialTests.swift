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
  func finiteDifferences(model: Case) throws {
    let loss = LossFunction(model)
    let found = try loss.gradients()
    let slopes = loss.slopes()
    #expect(
      zip(found, slopes).allSatisfy { isClose(Double($0), $1, atol: 2e-4, rtol: 1e-3) }
        && found.count == slopes.count
    )
  }

  @Test("with no rows the loss and all gradients are 0")
  func noRows() throws {
    let network = Network(ModelPlan(layers: [3, 4, 2]))
    var parameters = ParameterArena(count: network.parameterCount)
    network.initialize(&parameters, seed: 1)
    var gradients = ParameterArena(count: network.parameterCount)
    gradients.edit(gradients.indices) { values in
      for i in values.indices { values[i] = .nan }
    }
    let (x, labels) = ([Float](), [Int32]())
    let loss = try Sequential(network, capacity: 4).computeGradients(
      x.span,
      labels.span,
      scale: 1,
      parameters: parameters,
      into: &gradients
    )
    #expect(loss == 0)
    let areZero = gradients.read(gradients.indices) { values in
      values.indices.allSatisfy { values[$0] == 0 }
    }
    #expect(areZero)
  }

  @Test("initial parameters lie within 1/√inputs, fill it, and depend on the seed alone")
  func initial() {
    func parameters(_ seed: Int) -> [Float] {
      Network(ModelPlan(layers: [100, 50, 2])).initialParameters(seed: seed)
    }
    let values = parameters(1)
    let first = values.prefix(100 * 50 + 50)
    let rest = values.dropFirst(first.count)
    #expect(first.allSatisfy { abs($0) <= 0.1 } && first.contains { $0 > 0.099 })
    #expect(first.contains { $0 < -0.099 })
    #expect(rest.allSatisfy { abs($0) <= 0.1415 } && rest.contains { abs($0) > 0.12 })
    #expect(values == parameters(1))
    #expect(values != parameters(2))
  }

  @Test("tensors are named as nn.Sequential names them")
  func names() {
    let tensors = Network(ModelPlan(layers: [4, 3, 5, 2], activation: .tanh)).namedTensors
    #expect(
      tensors.map(\.name) == [
        "0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias",
      ]
    )
    #expect(tensors.map(\.dimensions) == [[3, 4], [3], [5, 3], [5], [2, 5], [2]])
    #expect(tensors.last?.range.upperBound == 15 + 20 + 12)
  }
}

/// A batch, and the loss of a model on it as a function of the parameters.
private struct LossFunction {
  let samples: [(x: [Double], label: Int)]
  let plan: RunPlan

  init(_ test: SequentialTests.Case) {
    plan = RunPlan.small(layers: test.layers, activation: test.activation)
    var random = RandomStream(seed: 11, for: .syntheticTraining)
    let classes = test.layers[test.layers.count - 1]
    samples = (0..<test.rows).map { row in
      ((0..<test.layers[0]).map { _ in Double(random.uniform()) - 0.5 }, row % classes)
    }
  }

  /// The gradients of the mean loss, as the model computes them.
  func gradients() throws -> [Float] {
    let network = Network(plan.model)
    var parameters = ParameterArena(count: network.parameterCount)
    network.initialize(&parameters, seed: plan.seed)
    var gradients = ParameterArena(count: network.parameterCount)
    let x = samples.flatMap { $0.x.map { Float($0) } }
    let labels = samples.map { Int32($0.label) }
    _ = try Sequential(network, capacity: samples.count).computeGradients(
      x.span,
      labels.span,
      scale: 1 / Float(samples.count),
      parameters: parameters,
      into: &gradients
    )
    return gradients.read(gradients.indices) { values in values.indices.map { values[$0] } }
  }

  /// The slope of the mean loss along each parameter, by central differences in doubles.
  func slopes() -> [Double] {
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
