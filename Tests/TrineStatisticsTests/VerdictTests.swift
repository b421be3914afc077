// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineStatistics

@Suite("A verdict")
struct VerdictTests {
  private let low = Sample([0.70, 0.71, 0.72, 0.71])
  private let high = Sample([0.80, 0.81, 0.82, 0.81])

  private func beats(
    _ sample: Sample,
    _ other: Sample,
    by margin: Double = 0,
    better: ClaimTest.Better = .higher,
    confidence: Double = 0.95
  ) -> Verdict {
    Verdict(that: sample, beats: other, by: margin, better: better, confidence: confidence)
  }

  // The difference is 0.1 ± 0.0142.
  private static let margins: [(Double, Verdict.Status)] = [
    (0, .supported), (0.08, .supported), (0.09, .inconclusive), (0.1, .inconclusive),
    (0.11, .inconclusive), (0.12, .contradicted), (-0.05, .supported),
  ]

  @Test("on an advantage is about its size, whichever end is better", arguments: margins)
  func margin(margin: Double, status: Verdict.Status) {
    #expect(beats(high, low, by: margin).status == status)
    #expect(beats(low, high, by: margin, better: .lower).status == status)
  }

  @Test("on a loss contradicts, unless a loss of that size was allowed")
  func worse() {
    #expect(beats(low, high).status == .contradicted)
    #expect(beats(high, low, better: .lower).status == .contradicted)
    #expect(beats(low, high, by: -0.2).status == .supported)
    #expect(beats(low, high, by: -0.1).status == .inconclusive)
  }

  @Test("has the effect with its sign, and says where its interval lies")
  func reason() {
    let verdict = beats(low, high, better: .lower)
    #expect(
      verdict.reason == "the difference, -0.1000 (-0.1141 to -0.0859), lies below 0"
    )
    #expect(verdict.effect?.confidence == 0.95)
    #expect(beats(high, low, by: 0.1).reason.hasSuffix("is on both sides of 0.1000"))
  }

  @Test("is harder to come by with more confidence")
  func confidence() {
    let sample = Sample([1, 2, 3])
    let other = Sample([0, 0.5, 1.2])
    #expect(beats(sample, other, confidence: 0.8).status == .supported)
    #expect(beats(sample, other, confidence: 0.99).status == .inconclusive)
  }

  @Test("never comes from one value", arguments: [[], [5.0]])
  func tooFew(values: [Double]) {
    for verdict in [
      beats(Sample(values), low), beats(high, Sample(values)),
      Verdict(that: Sample(values), equals: 5, tolerance: 9, confidence: 0.95),
    ] {
      #expect(verdict.status == .inconclusive)
      #expect(verdict.effect == nil)
    }
    #expect(
      beats(high, Sample([1])).reason
        == "4 against 1 runs: a spread, and so a verdict, needs two seeds on each side"
    )
  }

  @Test("without any spread compares points")
  func noSpread() {
    let one = Sample([1, 1])
    #expect(beats(Sample([2, 2]), one).status == .supported)
    #expect(beats(Sample([0, 0]), one).status == .contradicted)
    #expect(beats(one, one).status == .inconclusive)
    #expect(Verdict(that: one, equals: 1, tolerance: 0, confidence: 0.95).status == .supported)
    #expect(Verdict(that: one, equals: 2, tolerance: 0.5, confidence: 0.95).status == .contradicted)
  }

  /// Numbers of thousandths, which no binary fraction holds, against sums of whole numbers.
  @Test("without any spread is that of exact decimals")
  func exactDecimals() {
    let steps = [-900, -100, -3, 0, 1, 2, 7, 99, 100, 101, 299, 300, 400, 499, 500, 700, 800, 999]
    let samples = steps.map { Sample(Array(repeating: Double($0) / 1000, count: 3)) }
    for (first, sample) in zip(steps, samples) {
      for (second, other) in zip(steps, samples) {
        for third in steps {
          let margin = Double(third) / 1000
          let difference = first - second - third
          let expected: Verdict.Status =
            difference == 0 ? .inconclusive : difference > 0 ? .supported : .contradicted
          #expect(
            beats(sample, other, by: margin).status == expected,
            "\(first) \(second) \(third)"
          )
          guard third >= 0 else { continue }
          let equal = Verdict(
            that: sample,
            equals: Double(second) / 1000,
            tolerance: margin,
            confidence: 0.95
          )
          let isWithin = abs(first - second) <= third
          #expect(equal.status == (isWithin ? .supported : .contradicted))
        }
      }
    }
  }

  @Test("on a bound that is the point itself says so")
  func onTheBound() {
    let verdict = beats(Sample([0.5, 0.5]), Sample([0.4, 0.4]), by: 0.1)
    #expect(verdict.status == .inconclusive)
    #expect(verdict.reason == "the difference, 0.1000 (0.1000 to 0.1000), is 0.1000")
  }

  // The mean is 0.81 ± 0.013.
  private static let values: [(Double, Double, Verdict.Status, String)] = [
    (0.81, 0.02, .supported, "lies within 0.8100 ± 0.0200"),
    (0.82, 0.03, .supported, "lies within 0.8200 ± 0.0300"),
    (0.81, 0.01, .inconclusive, "is partly outside 0.8100 ± 0.0100"),
    (0.83, 0.02, .inconclusive, "is partly outside 0.8300 ± 0.0200"),
    (0.9, 0.02, .contradicted, "lies outside 0.9000 ± 0.0200"),
    (0.7, 0.02, .contradicted, "lies outside 0.7000 ± 0.0200"),
  ]

  @Test("on a value is about the whole interval of the mean", arguments: values)
  func equals(value: Double, tolerance: Double, status: Verdict.Status, end: String) {
    let verdict = Verdict(that: high, equals: value, tolerance: tolerance, confidence: 0.95)
    #expect(verdict.status == status)
    #expect(verdict.reason == "the mean, 0.8100 (0.7970 to 0.8230), \(end)")
  }

  @Test("is not based on what is no number", arguments: [Double.nan, .infinity, -.infinity])
  func notNumbers(value: Double) {
    let broken = Sample([1, 2, value])
    #expect(beats(broken, low).status == .inconclusive)
    #expect(beats(low, broken, better: .lower).status == .inconclusive)
    let equal = Verdict(that: broken, equals: 1, tolerance: 1, confidence: 0.95)
    #expect(equal.status == .inconclusive)
  }
}
