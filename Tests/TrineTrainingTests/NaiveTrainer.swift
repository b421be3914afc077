// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineTraining

/// Trains a multi-layer perceptron a sample at a time in loops over doubles: the oracle for any
/// number of ranks.
struct NaiveTrainer {
  struct Layer {
    let inputs: Int
    let outputs: Int
    let activation: Activation?
    var weight: [Double]
    var bias: [Double]
  }

  var layers: [Layer]
  var velocities: [Layer]
  private let plan: RunPlan

  /// Begins with the parameters a model of the plan begins with.
  init(_ plan: RunPlan) {
    let network = Network(plan.model)
    let values = network.initialParameters(seed: plan.seed).map(Double.init)
    let tensors = network.namedTensors
    let last = plan.model.layers.count - 2
    layers = (0...last).map { index in
      Layer(
        inputs: plan.model.layers[index],
        outputs: plan.model.layers[index + 1],
        activation: index == last ? nil : Self.activation(plan.model.activation),
        weight: Array(values[tensors[2 * index].range]),
        bias: Array(values[tensors[2 * index + 1].range])
      )
    }
    velocities = layers.map(Self.zero)
    self.plan = plan
  }

  static func activation(_ name: ModelPlan.Activation) -> Activation {
    switch name {
    case .relu: .relu
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    }
  }

  private static func zero(_ layer: Layer) -> Layer {
    var zero = layer
    zero.weight = [Double](repeating: 0, count: layer.weight.count)
    zero.bias = [Double](repeating: 0, count: layer.bias.count)
    return zero
  }

  /// The same with one parameter of a layer moved: its weights come first, then its biases.
  func moved(layer: Int, parameter: Int, by step: Double) -> NaiveTrainer {
    var copy = self
    let count = copy.layers[layer].weight.count
    if parameter < count {
      copy.layers[layer].weight[parameter] += step
    } else {
      copy.layers[layer].bias[parameter - count] += step
    }
    return copy
  }

  // MARK: - Passes

  /// The values of every layer for one sample, the input first.
  func forward(_ x: [Double]) -> [[Double]] {
    var values = [x]
    for layer in layers {
      let input = values[values.count - 1]
      values.append(
        (0..<layer.outputs).map { o in
          let row = layer.weight[o * layer.inputs..<(o + 1) * layer.inputs]
          let sum = zip(row, input).reduce(layer.bias[o]) { $0 + $1.0 * $1.1 }
          return Reference.activate(layer.activation, sum)
        }
      )
    }
    return values
  }

  /// Adds a sample's gradients and returns its loss.
  private func backward(_ x: [Double], label: Int, into gradients: inout [Layer]) -> Double {
    let values = forward(x)
    let logits = values[layers.count]
    var delta = Reference.softmax(logits)
    delta[label] -= 1
    for (index, layer) in layers.enumerated().reversed() {
      let (input, output) = (values[index], values[index + 1])
      for o in 0..<layer.outputs {
        delta[o] *= Reference.derivative(layer.activation, y: output[o])
      }
      var below = [Double](repeating: 0, count: layer.inputs)
      for o in 0..<layer.outputs {
        gradients[index].bias[o] += delta[o]
        for i in 0..<layer.inputs {
          gradients[index].weight[o * layer.inputs + i] += delta[o] * input[i]
          below[i] += delta[o] * layer.weight[o * layer.inputs + i]
        }
      }
      delta = below
    }
    return Reference.crossEntropy(logits, label: label)
  }

  /// Trains on one batch and returns its summed loss.
  mutating func step(_ batch: [(x: [Double], label: Int)]) -> Double {
    let (gradients, loss) = gradients(of: batch)
    move(by: gradients.map { $0 / Double(max(1, batch.count)) }, rate: plan.train.learningRate.base)
    return loss
  }

  /// The summed gradients of a batch in the order of parameters, and its summed loss.
  func gradients(of batch: [(x: [Double], label: Int)]) -> (gradients: [Double], loss: Double) {
    var gradients = layers.map(Self.zero)
    let loss = batch.reduce(0) { sum, sample in
      sum + backward(sample.x, label: sample.label, into: &gradients)
    }
    return (gradients.flatMap { $0.weight + $0.bias }, loss)
  }

  /// Moves the parameters by their gradients, in the order of parameters.
  mutating func move(by gradients: [Double], rate: Double) {
    var rest = gradients[...]
    for index in layers.indices {
      for i in layers[index].weight.indices {
        (layers[index].weight[i], velocities[index].weight[i]) = update(
          layers[index].weight[i],
          rest.removeFirst(),
          velocities[index].weight[i],
          rate
        )
      }
      for i in layers[index].bias.indices {
        (layers[index].bias[i], velocities[index].bias[i]) = update(
          layers[index].bias[i],
          rest.removeFirst(),
          velocities[index].bias[i],
          rate
        )
      }
    }
  }

  private func update(
    _ w: Double,
    _ gradient: Double,
    _ velocity: Double,
    _ rate: Double
  ) -> (Double, Double) {
    let step = Reference.update(
      w,
      gradient: gradient,
      velocity: velocity,
      learningRate: rate,
      momentum: plan.train.optimizer.momentum,
      weightDecay: plan.train.optimizer.weightDecay,
      nesterov: plan.train.optimizer.nesterov
    )
    return (step.parameter, step.velocity)
  }

  // MARK: - A whole run

  /// The mean loss of each epoch.
  mutating func train(_ splits: DataSplits) -> [Double] {
    var order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
    return (1...plan.train.epochs).map { epoch in
      order.shuffle(epoch: epoch)
      let loss = (0..<order.stepCount).reduce(0.0) { sum, batch in
        let indices = order.order[order.positions(ofBatch: batch)]
        return sum + step(indices.map { splits.trainingSet.sample($0) })
      }
      return loss / Double(splits.training.count)
    }
  }

  /// The mean loss and the accuracy on some samples.
  func evaluate(_ samples: [Int], of set: Dataset) -> (loss: Double, accuracy: Double) {
    var (loss, correct) = (0.0, 0.0)
    for sample in samples.map(set.sample) {
      let logits = forward(sample.x)[layers.count]
      loss += Reference.crossEntropy(logits, label: sample.label)
      correct += logits.firstIndex(of: logits.max() ?? 0) == sample.label ? 1 : 0
    }
    return (loss / Double(samples.count), correct / Double(samples.count))
  }
}

extension Network {
  func initialParameters(seed: Int) -> [Float] {
    var parameters = ParameterArena(count: parameterCount)
    initialize(&parameters, seed: seed)
    return parameters.read(parameters.indices) { span in span.indices.map { span[$0] } }
  }
}

extension Dataset {
  func sample(_ index: Int) -> (x: [Double], label: Int) {
    (row(index).map(Double.init), Int(labels[index]))
  }
}
