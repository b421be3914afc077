// SPDX-License-Identifier: MIT

public import TrineCore

/// What runs say about a claim, and why.
public struct Verdict: Hashable, Sendable {
  /// How it stands about the claim.
  public enum Status: String, Codable, Sendable, CaseIterable {
    /// All that the interval has is as claimed.
    case supported
    /// Nothing that the interval has is as claimed.
    case contradicted
    /// There are runs, and they do not decide.
    case inconclusive
    /// There are no runs that could decide.
    case untested
    /// There are runs, but of another config than the experiment's present one.
    case outOfDate = "out-of-date"
  }

  /// How it stands about the claim.
  public let status: Status
  /// Why, in words.
  public let reason: String
  /// The difference of the means, the selected runs' − the others'; `nil` where there are too few.
  ///
  /// Where the claim is about a value, the selected runs' mean.
  public let effect: MeanInterval?

  /// A verdict that needed no figures.
  init(_ status: Status, _ reason: String, effect: MeanInterval? = nil) {
    self.status = status
    self.reason = reason
    self.effect = effect
  }
}

// MARK: - Better than others

extension Verdict {
  /// Judges that the values of one sample are better than those of another by more than a margin.
  ///
  /// It is supported when all of Welch's interval lies beyond the margin, and contradicted when all of
  /// it falls short of it. With a margin above 0 a real but smaller advantage thus contradicts the
  /// claim, which is of an advantage of that size; with a negative margin the claim is that there is no
  /// loss of that size (non-inferiority). One sample of one value decides nothing.
  public init(
    that sample: Sample,
    beats other: Sample,
    by margin: Double = 0,
    better: ClaimTest.Better,
    confidence: Double
  ) {
    guard let effect = MeanInterval(of: sample, minus: other, confidence: confidence) else {
      self.init(.inconclusive, .tooFew(sample, other))
      return
    }
    guard effect.isFinite else {
      self.init(.inconclusive, .noNumbers, effect: effect)
      return
    }
    let isHigher = better == .higher
    let bound = isHigher ? margin : -margin
    let side = Self.side(of: effect, bound, Double.rounding([sample.mean, other.mean, margin]))
    let status: Status =
      side == 0 ? .inconclusive : (side > 0) == isHigher ? .supported : .contradicted
    self.init(status, .difference(effect, side: side, bound), effect: effect)
  }

  /// 1 when the interval lies above the bound, −1 when below, 0 when the bound is part of it.
  private static func side(of interval: MeanInterval, _ bound: Double, _ rounding: Double) -> Int {
    interval.lower > bound + rounding ? 1 : interval.upper < bound - rounding ? -1 : 0
  }
}

// MARK: - A value

extension Verdict {
  /// Judges that the mean is a value, give or take a tolerance.
  ///
  /// It is supported when all of the mean's interval lies within the tolerance, which is the two
  /// one-sided tests of D. J. Schuirmann ("A comparison of the two one-sided tests procedure and the
  /// power approach for assessing the equivalence of average bioavailability", 1987), each at
  /// (1 − confidence) / 2; contradicted when all of it lies outside.
  public init(that sample: Sample, equals value: Double, tolerance: Double, confidence: Double) {
    guard let effect = MeanInterval(of: sample, confidence: confidence) else {
      self.init(.inconclusive, .tooFew(sample, nil))
      return
    }
    guard effect.isFinite else {
      self.init(.inconclusive, .noNumbers, effect: effect)
      return
    }
    let rounding = Double.rounding([sample.mean, value, tolerance])
    let (low, high) = (value - tolerance - rounding, value + tolerance + rounding)
    let status: Status =
      effect.lower >= low && effect.upper <= high
      ? .supported
      : effect.upper < low || effect.lower > high ? .contradicted : .inconclusive
    self.init(status, .mean(effect, status, value, tolerance), effect: effect)
  }
}

// MARK: - Reasons

extension String {
  fileprivate static func difference(
    _ effect: MeanInterval,
    side: Int,
    _ bound: Double
  ) -> String {
    // Without any spread it is a point, which has no sides.
    let within = effect.degreesOfFreedom == nil ? "is" : "is on both sides of"
    let place = side == 0 ? within : side > 0 ? "lies above" : "lies below"
    return "the difference, \(effect), \(place) \(bound.brief)"
  }

  fileprivate static func mean(
    _ effect: MeanInterval,
    _ status: Verdict.Status,
    _ value: Double,
    _ tolerance: Double
  ) -> String {
    let place =
      switch status {
      case .supported: "lies within"
      case .contradicted: "lies outside"
      default: "is partly outside"
      }
    return "the mean, \(effect), \(place) \(value.brief) ± \(tolerance.brief)"
  }

  fileprivate static func tooFew(_ sample: Sample, _ other: Sample?) -> String {
    let count = other.map { "\(sample.count) against \($0.count)" } ?? "\(sample.count)"
    let most = Swift.max(sample.count, other?.count ?? 0)
    return "\(count) run\(most == 1 ? "" : "s"): a spread, and so a verdict, needs two seeds"
      + (other == nil ? "" : " on each side")
  }

  fileprivate static let noNumbers = "the interval is not of numbers: a value is none, or too large"
}
