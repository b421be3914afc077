// SPDX-License-Identifier: MIT

/// The regularised incomplete beta function I_x(a, b), without the factor xᵃ yᵇ / B(a, b), y = 1 − x,
/// which its callers know best how to compute.
///
/// Both forms keep all digits: neither subtracts large numbers from each other, as the better known
/// fraction of DLMF 8.17.22 does when a is large and x near 1.
enum IncompleteBeta {
  /// More than a sample of 10¹⁰ values needs.
  private static let mostTerms = 200_000

  /// I_x(a, b) · B(a, b) / (xᵃ yᵇ) for x below about (a + 1) / (a + b + 2), as a continued fraction.
  ///
  /// The fraction 1 / (β₀ + α₁ / (β₁ + α₂ / (β₂ + …))) of A. R. DiDonato and A. H. Morris ("Significant
  /// digit computation of the incomplete beta function ratios", 1992) is evaluated from the front by
  /// W. J. Lentz's method ("Generating Bessel functions in Mie scattering calculations using
  /// continued fractions", 1976).
  static func fraction(x: Double, y: Double, a: Double, b: Double) -> Double {
    func beta(_ m: Double) -> Double {
      m + m * (b - m) * x / (a + 2 * m - 1)
        + (a + m) * (a * y - b * x + 1 + m * (1 + y)) / (a + 2 * m + 1)
    }
    // β₀, whose first term is 0 / 0 for a = 1.
    var value = a * (a * y - b * x + 1) / (a + 1)
    var numerator = value
    var denominator = 0.0
    for term in 1...mostTerms {
      let m = Double(term)
      let scaled = x / (a + 2 * m - 1)
      let alpha = (a + m - 1) * scaled * (a + b + m - 1) * scaled * m * (b - m)
      let next = beta(m)
      denominator = 1 / (next + alpha * denominator)
      numerator = next + alpha / numerator
      let change = numerator * denominator
      value *= change
      if (change - 1).magnitude <= .ulpOfOne { break }
    }
    return 1 / value
  }

  /// The same as a sum of positive terms, for small x: 1/a · Σ Π (a + b + k) / (a + 1 + k) · x.
  ///
  /// M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 1964, 26.5.4 with its terms
  /// written as products.
  static func series(x: Double, a: Double, b: Double) -> Double {
    var term = 1 / a
    var sum = term
    for k in 0..<mostTerms {
      term *= (a + b + Double(k)) / (a + 1 + Double(k)) * x
      sum += term
      if term <= sum * .ulpOfOne / 2 { break }
    }
    return sum
  }
}
