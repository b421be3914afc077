// SPDX-License-Identifier: MIT

/// How the layers' matrices are split over ranks.
public struct TensorPlan: Hashable, Codable, Sendable {
  /// How one layer's weight of (outputs, inputs) is split.
  public enum Split: String, Codable, Sendable, CaseIterable {
    /// Each rank computes some of the outputs from all of the inputs.
    case column
    /// Each rank computes a summand of all outputs from some of the inputs.
    case row
    /// Each rank computes everything.
    case replicated
  }

  /// A split for each layer; `nil` chooses columns and rows in turn.
  public var split: [Split]?

  /// Columns and rows in turn, unless told otherwise.
  public init(split: [Split]? = nil) {
    self.split = split
  }
}

/// How the layers are cut into stages.
public struct PipelinePlan: Hashable, Codable, Sendable {
  /// In which order a stage computes.
  public enum Schedule: String, Codable, Sendable, CaseIterable {
    /// All forward passes of a batch, then all backward passes (Huang and others, 2019).
    case gpipe
    /// One forward, one backward as soon as the pipeline is full; the batch is waited for.
    case oneForwardOneBackward = "1f1b"
    /// The same without waiting for the batch: each microbatch is an update, and its backward pass
    /// uses the weights of its forward pass (PipeDream, Narayanan and others, 2019).
    case stashed = "1f1b-stashed"
  }

  /// Contiguous groups of layers, a rank each; `nil` makes as many as there are ranks for them.
  public var stages: Int?
  /// Slices of a batch that are under way at the same time.
  public var microbatches: Int
  /// In which order a stage computes.
  public var schedule: Schedule

  /// Four microbatches, one forward and one backward in turn, unless told otherwise.
  public init(
    stages: Int? = nil,
    microbatches: Int = 4,
    schedule: Schedule = .oneForwardOneBackward
  ) {
    self.stages = stages
    self.microbatches = microbatches
    self.schedule = schedule
  }
}

/// How the ranks of model-parallel training are arranged: replicas of the model, and within each
/// the ranks that share it.
///
/// The ranks of a replica are neighbours: rank r is part `r % model` of replica `r / model`.
public struct GridPlan: Hashable, Codable, Sendable {
  /// Replicas of the model; gradients are averaged over them.
  public var data: Int
  /// Ranks that split each layer.
  public var tensor: Int?
  /// Ranks that each have some of the layers.
  public var pipeline: Int?

  /// Makes a grid; set one of `tensor` and `pipeline`.
  public init(data: Int, tensor: Int? = nil, pipeline: Int? = nil) {
    self.data = data
    self.tensor = tensor
    self.pipeline = pipeline
  }

  /// Ranks of one replica.
  public var model: Int { tensor ?? pipeline ?? 1 }
}
