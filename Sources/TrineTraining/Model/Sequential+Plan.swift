// SPDX-License-Identifier: MIT

public import TrineCore
import TrineKernels

extension Sequential {
  /// Builds the model of a plan.
  public convenience init(_ plan: ModelPlan, capacity: Int) {
    switch plan.kind {
    case .mlp: self.init(multilayerPerceptron: plan, capacity: capacity)
    }
  }

  private convenience init(multilayerPerceptron plan: ModelPlan, capacity: Int) {
    let activation = Activation(plan.activation)
    let last = plan.layers.count - 2
    var offset = 0
    var layers: [any Layer] = []
    for (index, (inputs, outputs)) in zip(plan.layers, plan.layers.dropFirst()).enumerated() {
      layers.append(
        LinearLayer(
          inputs: inputs,
          outputs: outputs,
          activation: index == last ? nil : activation,
          at: offset
        )
      )
      offset += inputs * outputs + outputs
    }
    self.init(layers, capacity: capacity)
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
