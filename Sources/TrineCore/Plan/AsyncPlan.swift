// SPDX-License-Identifier: MIT

/// How workers that do not wait for each other share parameters through servers.
public struct AsyncPlan: Hashable, Codable, Sendable {
  /// Where the servers are.
  public enum Placement: String, Codable, Sendable, CaseIterable {
    /// The last ranks only serve; the others only compute.
    case dedicated
    /// Servers share their ranks with workers.
    case colocated
  }

  /// What is done about gradients that are late: computed from parameters others have changed since.
  public struct Staleness: Hashable, Codable, Sendable {
    /// Whether a gradient's learning rate is divided by its staleness when that is above 1
    /// (Zhang and others, 2016).
    public var scaleLearningRate: Bool
    /// Gradients staler than this are dropped and counted.
    public var dropAbove: Int?
    /// By how many steps a worker may be ahead of the slowest (stale synchronous parallel, Ho and
    /// others, 2013).
    public var bound: Int?

    /// Applies every gradient as it is, unless told otherwise.
    public init(scaleLearningRate: Bool = false, dropAbove: Int? = nil, bound: Int? = nil) {
      self.scaleLearningRate = scaleLearningRate
      self.dropAbove = dropAbove
      self.bound = bound
    }
  }

  /// Parameter servers, each with a contiguous range of the parameters.
  public var servers: Int
  /// Where they are.
  public var placement: Placement
  /// Steps between two pulls (Downpour's n_fetch).
  public var pullEvery: Int
  /// Steps between two pushes (Downpour's n_push); gradients between are added up.
  public var pushEvery: Int
  /// What is done about late gradients.
  public var staleness: Staleness
  /// Whether the others go on when a worker dies.
  public var tolerateWorkerLoss: Bool

  /// One server beside the first worker that takes every gradient, unless told otherwise.
  public init(
    servers: Int = 1,
    placement: Placement = .colocated,
    pullEvery: Int = 1,
    pushEvery: Int = 1,
    staleness: Staleness = Staleness(),
    tolerateWorkerLoss: Bool = false
  ) {
    self.servers = servers
    self.placement = placement
    self.pullEvery = pullEvery
    self.pushEvery = pushEvery
    self.staleness = staleness
    self.tolerateWorkerLoss = tolerateWorkerLoss
  }
}

extension RunPlan {
  /// The ranks that may be lost while the others go on: workers, where the plan tolerates it.
  public var expendableRanks: Range<Int> {
    guard mode == .async, let async, async.tolerateWorkerLoss, async.placement == .dedicated else {
      return 0..<0
    }
    return 0..<max(0, ranks - async.servers)
  }
}
