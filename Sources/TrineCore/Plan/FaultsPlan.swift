// SPDX-License-Identifier: MIT

/// What is made to go wrong, so that its effect can be studied.
public struct FaultsPlan: Hashable, Codable, Sendable {
  /// A rank that is slow.
  public struct Delay: Hashable, Codable, Sendable {
    /// How long it takes longer.
    public enum Distribution: String, Codable, Sendable, CaseIterable {
      /// Equally long in every step.
      case constant
      /// Exponentially distributed, `milliseconds` on average.
      case exponential
      /// `milliseconds` in one of `every` steps.
      case periodic
    }

    /// The slow rank.
    public var rank: Int
    /// How much longer a step takes.
    public var milliseconds: Double
    /// How that is distributed.
    public var distribution: Distribution
    /// Every how many steps, when `periodic`.
    public var every: Int

    /// Makes a delay of every step.
    public init(
      rank: Int,
      milliseconds: Double,
      distribution: Distribution = .constant,
      every: Int = 10
    ) {
      self.rank = rank
      self.milliseconds = milliseconds
      self.distribution = distribution
      self.every = every
    }
  }

  /// A rank that dies.
  public struct Kill: Hashable, Codable, Sendable {
    /// The rank.
    public var rank: Int
    /// The step before which it dies, from 1.
    public var step: Int

    /// Names a rank and a step.
    public init(rank: Int, step: Int) {
      self.rank = rank
      self.step = step
    }
  }

  /// A rank that is slow.
  public var delay: Delay?
  /// A rank that dies.
  public var kill: Kill?

  /// Makes faults.
  public init(delay: Delay? = nil, kill: Kill? = nil) {
    self.delay = delay
    self.kill = kill
  }
}
