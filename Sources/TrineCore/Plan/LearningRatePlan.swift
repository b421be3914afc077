// SPDX-License-Identifier: MIT

/// How large a step is, and how that changes; which fields are set depends on `schedule`.
public struct LearningRatePlan: Hashable, Codable, Sendable {
  /// How the rate changes after the warm-up.
  public enum Schedule: String, Codable, Sendable, CaseIterable {
    /// It stays `base`.
    case constant
    /// It is multiplied by `factor` every `everyEpochs` epochs.
    case step
    /// It follows half a cosine from `base` to `end` (Loshchilov and Hutter, 2017, without restarts).
    case cosine
    /// It falls from `base` to `end` as `(1 - progress)^power`.
    case polynomial
  }

  /// The rate after the warm-up, above 0.
  public var base: Double
  /// Epochs in which the rate rises in a straight line to `base`, a step at a time.
  public var warmupEpochs: Double
  /// How it changes afterwards.
  public var schedule: Schedule
  /// What `step` multiplies with.
  public var factor: Double
  /// How often `step` does, in epochs.
  public var everyEpochs: Double
  /// The exponent of `polynomial`.
  public var power: Double
  /// Where `cosine` and `polynomial` end.
  public var end: Double

  /// Makes a constant learning rate, unless told otherwise.
  public init(
    base: Double = 0.01,
    warmupEpochs: Double = 0,
    schedule: Schedule = .constant,
    factor: Double = 0.1,
    everyEpochs: Double = 30,
    power: Double = 1,
    end: Double = 0
  ) {
    self.base = base
    self.warmupEpochs = warmupEpochs
    self.schedule = schedule
    self.factor = factor
    self.everyEpochs = everyEpochs
    self.power = power
    self.end = end
  }
}
