// SPDX-License-Identifier: MIT

import RealModule
import TrineCore

/// A mean, or a difference of two, with its confidence interval.
public struct MeanInterval: Hashable, Encodable, Sendable {
  /// The mean, or the difference of the means.
  public let estimate: Double
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The confidence, between 0 and 1.
  public let confidence: Double
  /// Of Student's t; `nil` where no value differs from another, and the interval is a point.
  public let degreesOfFreedom: Double?

  /// Student's interval for a mean: mean ± t · s / √n with n − 1 degrees of freedom.
  ///
  /// `nil` when there are fewer than two values.
  public init?(of sample: Sample, confidence: Double = 0.95) {
    guard let error = sample.standardError else { return nil }
    self.init(
      estimate: sample.mean,
      standardError: error,
      degreesOfFreedom: Double(sample.count - 1),
      confidence: confidence
    )
  }

  /// Welch's interval for the difference of two means, first − second, whose variances may differ.
  ///
  /// d ± t · √(e₁² + e₂²), where eᵢ = sᵢ / √nᵢ, with Satterthwaite's degrees of freedom,
  /// (e₁² + e₂²)² / (e₁⁴ / (n₁ − 1) + e₂⁴ / (n₂ − 1)) (B. L. Welch, "The generalization of 'Student's'
  /// problem when several different population variances are involved", 1947; F. E. Satterthwaite,
  /// "An approximate distribution of estimates of variance components", 1946).
  ///
  /// `nil` when either sample has fewer than two values.
  public init?(of first: Sample, minus second: Sample, confidence: Double = 0.95) {
    guard let one = first.standardError, let two = second.standardError else { return nil }
    let error = Double.hypot(one, two)
    // Of shares, since the squares of small errors would vanish.
    let shares = [one / error, two / error].map { $0 * $0 }
    let freedom =
      shares[0] * shares[0] / Double(first.count - 1)
      + shares[1] * shares[1] / Double(second.count - 1)
    let difference = first.mean - second.mean
    // What rounding leaves of two equal means is none.
    let isNone = difference.magnitude <= .rounding([first.mean, second.mean])
    self.init(
      estimate: isNone ? 0 : difference,
      standardError: error,
      degreesOfFreedom: 1 / freedom,
      confidence: confidence
    )
  }

  private init(
    estimate: Double,
    standardError: Double,
    degreesOfFreedom: Double,
    confidence: Double
  ) {
    self.estimate = estimate
    self.confidence = confidence
    guard standardError > 0, standardError.isFinite, degreesOfFreedom > 0 else {
      self.degreesOfFreedom = nil
      lower = standardError == 0 ? estimate : .nan
      upper = lower
      return
    }
    let student = StudentDistribution(degreesOfFreedom: degreesOfFreedom)
    let width = standardError * student.critical(confidence)
    self.degreesOfFreedom = degreesOfFreedom
    lower = estimate - width
    upper = estimate + width
  }

  /// Whether both ends are numbers; they are not when a value is none, or too large to be squared.
  public var isFinite: Bool { lower.isFinite && upper.isFinite }
}

extension Sample {
  /// The standard error of the mean, s / √n; `nil` when n is less than 2.
  public var standardError: Double? {
    standardDeviation.map { $0 / Double(count).squareRoot() }
  }
}

// MARK: - Text

extension MeanInterval: CustomStringConvertible {
  /// `0.0123 (0.0101 to 0.0145)`.
  public var description: String {
    "\(estimate.brief) (\(lower.brief) to \(upper.brief))"
  }
}
