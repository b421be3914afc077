// SPDX-License-Identifier: MIT

import RealModule

/// Student's t distribution ("The probable error of a mean", 1908).
///
/// With ν degrees of freedom, P(T > t) = ½ I_x(ν/2, ½) for t ≥ 0 and x = ν / (ν + t²), where I is the
/// regularised incomplete beta function (Abramowitz and Stegun, 26.7.1). Each tail is computed
/// itself, not as what is left of 1, so that the smallest ones keep their digits.
public struct StudentDistribution: Hashable, Sendable {
  /// ν, more than 0; need not be whole.
  public let degreesOfFreedom: Double
  /// Γ(ν/2 + ½) / (Γ(ν/2) √π), by which all densities are multiplied.
  private let front: Double

  /// The distribution with so many degrees of freedom.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
    front = Self.gammaRatio(degreesOfFreedom / 2) / Double.pi.squareRoot()
  }

  /// P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    if t.isNaN { return .nan }
    return t < 0 ? tail(-t) : 1 - tail(t)
  }

  /// P(T > t).
  public func upperTail(_ t: Double) -> Double { cumulative(-t) }

  /// The t below which T is with a probability from 0 to 1.
  public func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability), "a probability of \(probability)")
    return probability < 0.5 ? -upperQuantile(probability) : upperQuantile(1 - probability)
  }

  /// The t with P(−t ≤ T ≤ t) = confidence.
  public func critical(_ confidence: Double) -> Double {
    upperQuantile((1 - confidence) / 2)
  }
}

// MARK: - Probabilities

extension StudentDistribution {
  /// P(T > t) for t ≥ 0.
  private func tail(_ t: Double) -> Double {
    let point = point(t)
    guard isOuter(point) else { return 0.5 - inner(point) }
    let fraction = IncompleteBeta.fraction(
      x: point.x,
      y: point.rest,
      a: degreesOfFreedom / 2,
      b: 0.5
    )
    return 0.5 * front * point.power * point.root * fraction
  }

  /// P(0 ≤ T ≤ t) for t ≥ 0, exact near 0.
  private func center(_ t: Double) -> Double {
    let point = point(t)
    return isOuter(point) ? 0.5 - tail(t) : inner(point)
  }

  private func inner(_ point: Point) -> Double {
    let series = IncompleteBeta.series(x: point.rest, a: 0.5, b: degreesOfFreedom / 2)
    return 0.5 * front * point.power * point.root * series
  }

  private func density(_ t: Double) -> Double {
    let point = point(t)
    return front / degreesOfFreedom.squareRoot() * point.power * point.x.squareRoot()
  }

  /// What t is to the incomplete beta function.
  private struct Point {
    /// x = ν / (ν + t²).
    let x: Double
    /// 1 − x.
    let rest: Double
    /// √(1 − x).
    let root: Double
    /// x to the power of ν / 2.
    let power: Double
  }

  private func point(_ t: Double) -> Point {
    let ratio = t / degreesOfFreedom.squareRoot()
    let length = Double.hypot(1, ratio)
    let root = ratio.isInfinite ? 1 : ratio / length
    // 1 + ratio² would lose the digits of a small ratio, and overflow with a large one.
    let power =
      ratio < 1
      ? Double.exp(-degreesOfFreedom / 2 * Double.log(onePlus: ratio * ratio))
      : Double.pow(length, -degreesOfFreedom)
    return Point(x: 1 / length / length, rest: root * root, root: root, power: power)
  }

  /// Whether the fraction of the tail converges faster than the series of the center.
  private func isOuter(_ point: Point) -> Bool {
    let a = degreesOfFreedom / 2
    return point.rest * (a + 2.5) > 1.5
  }

  /// Γ(a + ½) / Γ(a).
  ///
  /// The difference of two logarithms of Γ would lose as many digits as a has. The asymptotic series
  /// (Tricomi and Erdélyi, "The asymptotic expansion of a ratio of gamma functions", 1951) is exact to
  /// the last digit from 32 on; smaller a are brought there by Γ(a + 1) = a Γ(a).
  private static func gammaRatio(_ a: Double) -> Double {
    var a = a
    var factor = 1.0
    while a < 32 {
      factor *= a / (a + 0.5)
      a += 1
    }
    let terms = [
      -1.0 / 8, 1.0 / 128, 5.0 / 1024, -21.0 / 32768, -399.0 / 262_144, 869.0 / 4_194_304,
      39325.0 / 33_554_432,
    ]
    let series = terms.reversed().reduce(0.0) { ($0 + $1) / a }
    return factor * a.squareRoot() * (1 + series)
  }
}

// MARK: - Quantiles

extension StudentDistribution {
  /// The t ≥ 0 with P(T > t) = q, for q of at most ½.
  private func upperQuantile(_ q: Double) -> Double {
    if q == 0 { return .infinity }
    if q >= 0.5 { return 0 }
    var lower = 0.0
    var upper = 1.0
    while tail(upper) > q {
      lower = upper
      upper *= 2
      if upper.isInfinite { return .infinity }
    }
    return root(of: q, between: lower, and: upper)
  }

  /// Newton's method, kept between two bounds that close in: never slower than halving.
  private func root(of q: Double, between first: Double, and second: Double) -> Double {
    var (lower, upper) = (first, second)
    var t = (lower + upper) / 2
    for _ in 0..<200 {
      let step = newtonStep(at: t, to: q)
      if step > 0 { lower = t } else { upper = t }
      var next = t + step
      if !(next >= lower && next <= upper) { next = lower + (upper - lower) / 2 }
      if (next - t).magnitude <= t.ulp { return next }
      t = next
    }
    return t
  }

  /// In the tail a step of the logarithm, which is nearly straight there; in the center a plain one.
  private func newtonStep(at t: Double, to q: Double) -> Double {
    let density = density(t)
    if q > 0.25 { return ((0.5 - q) - center(t)) / density }
    let tail = tail(t)
    return Double.log(onePlus: (tail - q) / q) * tail / density
  }
}
