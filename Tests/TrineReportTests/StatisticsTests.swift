// SPDX-License-Identifier: MIT

import Testing
import TrineStatistics

@Suite("A sample")
struct StatisticsTests {
  // python3 -c 'import numpy as np; x = […]; print(repr(np.mean(x)), repr(np.std(x, ddof=1)))'
  private static let figures: [([Double], Double, Double)] = [
    ([0.8812, 0.8791, 0.8833], 0.8812000000000001, 0.0020999999999999908),
    ([1, 1, 1, 1], 1, 0),
    (
      [1_000_000_004, 1_000_000_007, 1_000_000_013, 1_000_000_016], 1_000_000_010,
      5.477225575051661
    ),
    ([-3.5, 2.25], -0.625, 4.065863991822648),
    ([1e-7, 2e-7, 4e-7, 8e-7, 1.6e-6], 6.2e-07, 6.099180272790762e-07),
    ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.1, 0),
    ([21904, 22250.5, 20987.25, 21502, 23000.75], 21928.9, 761.882097998109),
  ]

  @Test("has the mean and the deviation that numpy gives it", arguments: figures)
  func numpy(_ values: [Double], _ mean: Double, _ deviation: Double) throws {
    let sample = Sample(values)
    #expect(sample.count == values.count)
    #expect(abs(sample.mean - mean) <= 1e-14 * abs(mean))
    let found = try #require(sample.standardDeviation)
    #expect(abs(found - deviation) <= 1e-12 * deviation)
  }

  @Test("moved far from zero keeps its deviation", arguments: [0, 1e3, 1e6, 1e9, 1e12])
  func shifted(_ offset: Double) throws {
    let sample = Sample([4, 7, 13, 16].map { $0 + offset })
    let found = try #require(sample.standardDeviation)
    #expect(abs(found - 30.0.squareRoot()) <= 1e-12)
  }

  @Test("of values near the greatest number does not overflow")
  func huge() {
    let sample = Sample([1e308, 1.2e308, 1.4e308])
    #expect(abs(sample.mean - 1.2e308) <= 1e294)
  }

  private static let texts: [([Double], String)] = [
    ([0.8812, 0.8791, 0.8833], "0.8812 ± 0.0021 (n = 3)"),
    ([0.8812], "0.8812 (n = 1)"),
    ([], "– (n = 0)"),
    ([21904, 22250.5, 20987.25], "21,714 ± 653 (n = 3)"),
    ([50_000, 60_000], "55,000 ± 7,071 (n = 2)"),
    ([12.25, 12.75], "12.50 ± 0.35 (n = 2)"),
    ([0.5, 0.5], "0.5000 ± 0.0000 (n = 2)"),
    ([0.5, 0.500001], "0.5000 ± 7.07e-07 (n = 2)"),
    ([-1, 1], "0 ± 1.4142 (n = 2)"),
    ([1e-7, 3e-7], "2.00e-07 ± 1.41e-07 (n = 2)"),
    ([0.5, .nan], "NaN (n = 2)"),
    ([.infinity], "∞ (n = 1)"),
    ([-.infinity], "−∞ (n = 1)"),
  ]

  @Test("reads", arguments: texts)
  func text(_ values: [Double], _ text: String) {
    #expect(Sample(values).description == text)
  }

  @Test("of one value or none has no deviation", arguments: [[], [1.5]])
  func noDeviation(_ values: [Double]) {
    #expect(Sample(values).standardDeviation == nil)
  }
}
