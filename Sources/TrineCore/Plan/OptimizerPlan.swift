// SPDX-License-Identifier: MIT

/// How a gradient changes the parameters; which fields are set depends on `kind`.
public struct OptimizerPlan: Hashable, Codable, Sendable {
  /// The kinds of optimizer.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Stochastic gradient descent, as PyTorch's `SGD` with dampening 0.
    case sgd
    /// Adam with bias correction, as PyTorch's `Adam`.
    case adam
  }

  /// The kind of optimizer.
  public var kind: Kind
  /// The share of the last velocity that is kept by `sgd`, in 0..<1.
  public var momentum: Double
  /// Whether `sgd` looks ahead along the velocity (Nesterov); needs momentum.
  public var nesterov: Bool
  /// The share of the mean gradient that `adam` keeps, β₁ in 0..<1.
  public var beta1: Double
  /// The share of the mean square that `adam` keeps, β₂ in 0..<1.
  public var beta2: Double
  /// What `adam` adds to the root of the mean square, above 0.
  public var epsilon: Double
  /// The factor of the parameters added to their gradient (L2), at least 0.
  public var weightDecay: Double

  /// Makes an optimizer plan; plain SGD by default.
  public init(
    kind: Kind = .sgd,
    momentum: Double = 0,
    nesterov: Bool = false,
    beta1: Double = 0.9,
    beta2: Double = 0.999,
    epsilon: Double = 1e-8,
    weightDecay: Double = 0
  ) {
    self.kind = kind
    self.momentum = momentum
    self.nesterov = nesterov
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }
}
