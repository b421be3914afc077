// SPDX-License-Identifier: MIT

/// How a model is trained.
public struct TrainPlan: Hashable, Codable, Sendable {
  /// Passes over the training set; 0 evaluates the initial parameters.
  public var epochs: Int
  /// Samples of one update: split over the ranks in sync, per worker in async.
  public var batch: Int
  /// Whether the samples are put in a new order for every epoch.
  public var shuffle: Bool
  /// How a gradient changes the parameters.
  public var optimizer: OptimizerPlan
  /// How large a step is.
  public var learningRate: LearningRatePlan
  /// How often the model is evaluated.
  public var evaluateEvery: Interval
  /// How often a checkpoint is written; `nil` writes one at the end only.
  public var checkpointEvery: Interval?
  /// When to stop before the last epoch.
  public var earlyStopping: EarlyStoppingPlan?

  /// Makes a training plan with the defaults of the YAML.
  public init(
    epochs: Int = 10,
    batch: Int = 128,
    shuffle: Bool = true,
    optimizer: OptimizerPlan = OptimizerPlan(),
    learningRate: LearningRatePlan = LearningRatePlan(),
    evaluateEvery: Interval = .epochs(1),
    checkpointEvery: Interval? = nil,
    earlyStopping: EarlyStoppingPlan? = nil
  ) {
    self.epochs = epochs
    self.batch = batch
    self.shuffle = shuffle
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.evaluateEvery = evaluateEvery
    self.checkpointEvery = checkpointEvery
    self.earlyStopping = earlyStopping
  }
}

/// Stops a run that no longer gets better.
public struct EarlyStoppingPlan: Hashable, Codable, Sendable {
  /// The metric that is watched, such as `validation/loss`.
  public var metric: String
  /// How many evaluations in a row may bring nothing better.
  public var patience: Int
  /// By how much a value must be better to count.
  public var minimumChange: Double

  /// Makes a rule.
  public init(metric: String = "validation/loss", patience: Int = 3, minimumChange: Double = 0) {
    self.metric = metric
    self.patience = patience
    self.minimumChange = minimumChange
  }
}
