// SPDX-License-Identifier: MIT

/// What is trained.
public struct ModelPlan: Hashable, Codable, Sendable {
  /// The kinds of model.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A multi-layer perceptron with a softmax at its end.
    case mlp
  }

  /// What stands between two layers.
  public enum Activation: String, Codable, Sendable, CaseIterable {
    case relu, tanh, sigmoid
  }

  /// The kind of model.
  public var kind: Kind
  /// Values a sample, the width of each hidden layer, and the number of classes: at least two.
  public var layers: [Int]
  /// What stands between two layers.
  public var activation: Activation
  /// A safetensors file with the parameters to begin with, relative to the workspace; `nil` draws
  /// them from the seed.
  public var initial: String?

  /// Makes a model plan.
  public init(
    kind: Kind = .mlp,
    layers: [Int],
    activation: Activation = .relu,
    initial: String? = nil
  ) {
    self.kind = kind
    self.layers = layers
    self.activation = activation
    self.initial = initial
  }

  /// How many parameters the model has: a weight matrix and a bias for each pair of layers.
  ///
  /// A double, since the product of two widths may be larger than any integer.
  public var parameterCount: Double {
    zip(layers, layers.dropFirst()).reduce(0) { $0 + (Double($1.0) + 1) * Double($1.1) }
  }
}
