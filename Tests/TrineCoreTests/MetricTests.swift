// SPDX-License-Identifier: MIT

import Testing
import TrineCore

struct MetricTests {
  @Test(
    "a summary built value by value is that of the whole list",
    arguments: [
      ("train/loss", true), ("test/accuracy", false), ("time/wait", true), ("throughput", false),
    ]
  )
  func summary(name: String, lowIsBetter: Bool) throws {
    for count in [1, 2, 7, 1000] {
      let values = (0..<count).map { _ in Double.random(in: -5...5) }
      var summary = MetricSummary(first: values[0], step: 0)
      for (step, value) in values.enumerated().dropFirst() {
        summary.append(value, step: step * 10, name: name)
      }
      let (low, high) = (try #require(values.min()), try #require(values.max()))
      #expect(summary.count == count)
      #expect(summary.last == values[count - 1])
      #expect(summary.step == (count - 1) * 10)
      #expect(summary.min == low && summary.max == high)
      #expect(summary.best == (lowIsBetter ? low : high))
      #expect(abs(summary.mean - values.reduce(0, +) / Double(count)) <= 1e-12)
    }
  }

  @Test("what is no number is the last value, but neither the smallest nor the largest")
  func notNumbers() {
    var summary = MetricSummary(first: .nan, step: 0)
    summary.append(.nan, step: 1, name: "test/accuracy")
    #expect(summary.last.isNaN && summary.min.isNaN && summary.max.isNaN && summary.best.isNaN)
    summary.append(0.5, step: 2, name: "test/accuracy")
    summary.append(.nan, step: 3, name: "test/accuracy")
    #expect(summary.last.isNaN && summary.count == 4)
    #expect(summary.min == 0.5 && summary.max == 0.5 && summary.best == 0.5)
  }

  @Test(
    "a metric's name says which end is better",
    arguments: [
      ("validation/loss", MetricDirection.lowerIsBetter), ("bytes/sent", .lowerIsBetter),
      ("memory/peak", .lowerIsBetter), ("staleness/max", .lowerIsBetter),
      ("bubble/share", .lowerIsBetter),
      ("test/accuracy", .higherIsBetter), ("throughput", .higherIsBetter),
      ("glossary", .higherIsBetter),
    ]
  )
  func direction(name: String, direction: MetricDirection) {
    #expect(MetricDirection(name) == direction)
  }
}
