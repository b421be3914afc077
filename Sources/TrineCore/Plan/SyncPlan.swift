// SPDX-License-Identifier: MIT

/// How ranks that work in step share what they have learnt.
public struct SyncPlan: Hashable, Codable, Sendable {
  /// What is averaged.
  public enum Average: String, Codable, Sendable, CaseIterable {
    /// The gradients of every step.
    case gradients
    /// The parameters and velocities, every `averageEvery` steps of each rank's own (local SGD).
    case parameters
  }

  /// How values are summed over ranks.
  public enum Allreduce: String, Codable, Sendable, CaseIterable {
    /// The fastest that the ranks' places allow; the run says which.
    case auto
    /// MPI's own.
    case flat
    /// Trine's own ring: 2(n-1) messages of 1/n of the values a rank.
    case ring
    /// Through memory that the ranks of one node share.
    case shared
    /// `shared` within each node, MPI's own between one leader a node.
    case hierarchical
  }

  /// What a gradient becomes on its way; what that loses is added to the next one (error feedback).
  public enum Compression: String, Codable, Sendable, CaseIterable {
    case none
    /// The upper half of each float.
    case bf16
    /// IEEE 754 half precision.
    case fp16
    /// The `topShare` of the values that are largest, with their places.
    case topk
  }

  /// Steps between two averages.
  public var averageEvery: Int
  /// What is averaged.
  public var average: Average
  /// Whether the allreduce of a step overlaps with the next step, which makes gradients one step old.
  public var doubleBuffering: Bool
  /// How many of the ranks' gradients a step may do without.
  public var backupWorkers: Int
  /// Slices of each rank's part of the batch whose gradients are added up before they are shared.
  public var gradientAccumulation: Int
  /// How values are summed over ranks.
  public var allreduce: Allreduce
  /// Bytes of gradients that are summed at once while the backward pass goes on; `nil` for all
  /// after it.
  public var bucket: Int?
  /// What a gradient becomes on its way.
  public var compression: Compression
  /// The share of the values `topk` keeps, above 0 and at most 1.
  public var topShare: Double

  /// Plain averaging of gradients in every step, unless told otherwise.
  public init(
    averageEvery: Int = 1,
    average: Average = .gradients,
    doubleBuffering: Bool = false,
    backupWorkers: Int = 0,
    gradientAccumulation: Int = 1,
    allreduce: Allreduce = .auto,
    bucket: Int? = nil,
    compression: Compression = .none,
    topShare: Double = 0.01
  ) {
    self.averageEvery = averageEvery
    self.average = average
    self.doubleBuffering = doubleBuffering
    self.backupWorkers = backupWorkers
    self.gradientAccumulation = gradientAccumulation
    self.allreduce = allreduce
    self.bucket = bucket
    self.compression = compression
    self.topShare = topShare
  }
}
