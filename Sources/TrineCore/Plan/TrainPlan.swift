// SPDX-License-Identifier: MIT

/// How a model is trained.
public struct TrainPlan: Hashable, Codable, Sendable {
  /// Passes over the training set; 0 evaluates the initial parameters.
  public var epochs: Int
  /// Samples of one update, split over the ranks in sync.
  public var batch: Int
  /// How a gradient changes the parameters.
  public var optimizer: OptimizerPlan
  /// How large a step is.
  public var learningRate: LearningRatePlan

  /// Makes a training plan with the defaults of the YAML.
  public init(
    epochs: Int = 10,
    batch: Int = 128,
    optimizer: OptimizerPlan = OptimizerPlan(),
    learningRate: LearningRatePlan = LearningRatePlan()
  ) {
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
    self.learningRate = learningRate
  }
}

/// How a gradient changes the parameters.
///
/// `v ← momentum·v + (g + weightDecay·w)`, `w ← w − lr·v`, as PyTorch's `SGD` with dampening 0.
public struct OptimizerPlan: Hashable, Codable, Sendable {
  /// The kinds of optimizer.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Stochastic gradient descent.
    case sgd
  }

  /// The kind of optimizer.
  public var kind: Kind
  /// The share of the last velocity that is kept, in 0..<1.
  public var momentum: Double
  /// The factor of the parameters added to their gradient (L2), at least 0.
  public var weightDecay: Double

  /// Makes an optimizer plan; plain SGD by default.
  public init(kind: Kind = .sgd, momentum: Double = 0, weightDecay: Double = 0) {
    self.kind = kind
    self.momentum = momentum
    self.weightDecay = weightDecay
  }
}

/// How large a step is.
public struct LearningRatePlan: Hashable, Codable, Sendable {
  /// The learning rate of every step.
  public var base: Double

  /// Makes a constant learning rate.
  public init(base: Double = 0.01) {
    self.base = base
  }
}
