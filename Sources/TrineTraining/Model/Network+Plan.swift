// SPDX-License-Identifier: MIT

public import TrineCore
import TrineKernels

extension Network {
  /// Builds the model of a plan.
  public init(_ plan: ModelPlan) {
    switch plan.kind {
    case .mlp: self.init(multilayerPerceptron: plan)
    }
  }

  private init(multilayerPerceptron plan: ModelPlan) {
    let activation = Activation(plan.activation)
    let last = plan.layers.count - 2
    var offset = 0
    var layers: [any Layer] = []
    for (index, (inputs, outputs)) in zip(plan.layers, plan.layers.dropFirst()).enumerated() {
      let layer = LinearLayer(
        inputs: inputs,
        outputs: outputs,
        activation: index == last ? nil : activation,
        at: offset
      )
      layers.append(layer)
      offset = layer.range.upperBound
    }
    self.init(layers)
  }
}

extension Activation {
  /// The kernel of a plan's activation.
  init(_ activation: ModelPlan.Activation) {
    switch activation {
    case .relu: self = .relu
    case .tanh: self = .tanh
    case .sigmoid: self = .sigmoid
    }
  }
}
