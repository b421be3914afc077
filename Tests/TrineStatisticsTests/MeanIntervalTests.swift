// SPDX-License-Identifier: MIT

import Testing
import TrineStatistics

@Suite("Confidence intervals of means")
struct MeanIntervalTests {
  @Test("are SciPy's, for one sample and for the difference of two")
  func scipy() throws {
    let cases = try SciPyFigures.load().intervals
    #expect(cases.count > 30)
    for figures in cases {
      let first = Sample(figures.first)
      let second = Sample(figures.second)
      for ends in figures.ends {
        let difference = try #require(MeanInterval(of: first, minus: second, confidence: ends[0]))
        #expect(agree(difference.degreesOfFreedom ?? .nan, figures.freedom, 1e-9))
        let mean = try #require(MeanInterval(of: second, confidence: ends[0]))
        let digit = max(first.mean.ulp, second.mean.ulp)
        expect(difference, ends[1], ends[2], digit)
        expect(mean, ends[3], ends[4], digit)
      }
    }
  }

  /// The ends agree in the digits of the width that a large mean leaves, and that SciPy keeps of a
  /// confidence near 1; `digit` is the last of the means.
  private func expect(_ found: MeanInterval, _ lower: Double, _ upper: Double, _ digit: Double) {
    let most = 1e-9 * (upper - lower) + 4 * digit
    #expect((found.lower - lower).magnitude <= most, "\(found.lower) is not \(lower)")
    #expect((found.upper - upper).magnitude <= most, "\(found.upper) is not \(upper)")
  }

  @Test("grow and shrink with the values, to the ends of what a Double holds")
  func scaled() throws {
    let values: ([Double], [Double]) = ([1, 2, 4], [1.5, 3, 3.25, 7])
    let usual = try #require(MeanInterval(of: Sample(values.0), minus: Sample(values.1)))
    for exponent in [-1000, -500, -1, 1, 500, 1000] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let first = Sample(values.0.map { $0 * scale })
      let second = Sample(values.1.map { $0 * scale })
      let found = try #require(MeanInterval(of: first, minus: second))
      #expect(found.lower == usual.lower * scale)
      #expect(found.upper == usual.upper * scale)
      #expect(found.degreesOfFreedom == usual.degreesOfFreedom)
    }
  }

  @Test("of two equal means have 0 in the middle, whatever rounding leaves")
  func equal() throws {
    // 0.1 + 0.2 is not 0.3.
    let (first, second) = (Sample([0.1 + 0.2, 0.6]), Sample([0.3, 0.6]))
    #expect(first.mean != second.mean)
    #expect(try #require(MeanInterval(of: first, minus: second)).estimate == 0)
    let other = Sample([0.3000001, 0.6])
    #expect(try #require(MeanInterval(of: first, minus: other)).estimate != 0)
  }

  @Test("without any spread are a point")
  func points() throws {
    let same = Sample([0.5, 0.5, 0.5])
    let interval = try #require(MeanInterval(of: same, minus: Sample([0.25, 0.25])))
    #expect([interval.lower, interval.estimate, interval.upper] == [0.25, 0.25, 0.25])
    #expect(interval.degreesOfFreedom == nil)
    let alone = try #require(MeanInterval(of: same))
    #expect([alone.lower, alone.upper] == [0.5, 0.5])
  }

  @Test("where one group has no spread have the other's degrees of freedom")
  func halfPoint() throws {
    let interval = try #require(MeanInterval(of: Sample([2, 2]), minus: Sample([1, 3, 5, 7])))
    #expect(interval.degreesOfFreedom == 3)
  }

  @Test("need two values on each side")
  func tooFew() {
    #expect(MeanInterval(of: Sample([1]), minus: Sample([1, 2])) == nil)
    #expect(MeanInterval(of: Sample([1, 2]), minus: Sample([])) == nil)
    #expect(MeanInterval(of: Sample([1])) == nil)
  }

  @Test("of what is no number are none", arguments: [Double.nan, .infinity, -.infinity])
  func notNumbers(value: Double) throws {
    let interval = try #require(MeanInterval(of: Sample([1, value]), minus: Sample([1, 2])))
    #expect(!interval.isFinite)
    #expect(try !#require(MeanInterval(of: Sample([1, value]))).isFinite)
  }
}
