// SPDX-License-Identifier: MIT

import TrineCore

/// A metric's values over seeds, summed up.
public struct Sample: Hashable, Sendable {
  /// How many values there are: n.
  public let count: Int
  /// The arithmetic mean; NaN when there is no value.
  public let mean: Double
  /// The sample standard deviation, √(Σ(xᵢ − mean)² / (n − 1)); `nil` when n is less than 2.
  public let standardDeviation: Double?

  /// Sums up values.
  ///
  /// The mean is a running one, so that no sum overflows; the squares are taken about it in a second
  /// pass, less what rounding left of the first (Chan, Golub and LeVeque's corrected two-pass
  /// algorithm), so that a small spread about a large mean stays exact. The deviations are brought near
  /// 1 by a power of two, which changes no digit, so that no square overflows or vanishes.
  public init(_ values: [Double]) {
    count = values.count
    var running = 0.0
    for (index, value) in values.enumerated() { running += (value - running) / Double(index + 1) }
    mean = values.isEmpty ? .nan : running
    guard count > 1 else {
      standardDeviation = nil
      return
    }
    let largest = values.reduce(0) { max($0, ($1 - running).magnitude) }
    let scale = largest.isNormal ? largest.binade : 1
    var squares = 0.0
    var rest = 0.0
    for value in values {
      let deviation = (value - running) / scale
      squares += deviation * deviation
      rest += deviation
    }
    let variance = (squares - rest * rest / Double(count)) / Double(count - 1)
    standardDeviation = variance.isNaN ? .nan : max(0, variance).squareRoot() * scale
  }
}

// MARK: - Text

extension Sample: CustomStringConvertible {
  /// `0.8812 ± 0.0021 (n = 3)`; without a deviation when n is 1.
  public var description: String { "\(text) (n = \(count))" }

  /// `0.8812 ± 0.0021`, both with the decimals of the mean; `0.8812` when n is 1.
  public var text: String {
    guard count > 0 else { return "–" }
    guard mean.isFinite else { return mean.isNaN ? "NaN" : mean < 0 ? "−∞" : "∞" }
    guard let standardDeviation else { return mean.brief }
    return "\(mean.brief) ± \(Self.deviation(standardDeviation, like: mean.brief))"
  }

  /// A deviation with the decimals of a mean, or in full where they would hide it.
  private static func deviation(_ value: Double, like mean: String) -> String {
    guard !mean.contains("e"), value.isFinite else { return value.brief }
    let decimals = mean.split(separator: ".").dropFirst().first?.count ?? 0
    let text = value >= 1000 ? value.brief : value.fixed(mean == "0" ? 4 : decimals)
    let isHidden = value > 0 && !text.contains { ("1"..."9").contains($0) }
    return isHidden ? value.brief : text
  }
}
