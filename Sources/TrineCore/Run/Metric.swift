// SPDX-License-Identifier: MIT

/// What became of one metric over a run.
public struct MetricSummary: Hashable, Codable, Sendable {
  /// The value at the latest step.
  public var last: Double
  /// `min` or `max`, whichever is better for this metric.
  public var best: Double
  /// The smallest value.
  public var min: Double
  /// The largest value.
  public var max: Double
  /// The arithmetic mean of all values.
  public var mean: Double
  /// How many values there are.
  public var count: Int
  /// The step of the last value.
  public var step: Int

  /// Makes a summary of known figures.
  public init(
    last: Double,
    best: Double,
    min: Double,
    max: Double,
    mean: Double,
    count: Int,
    step: Int
  ) {
    self.last = last
    self.best = best
    self.min = min
    self.max = max
    self.mean = mean
    self.count = count
    self.step = step
  }

  /// The summary of a metric's first value.
  public init(first value: Double, step: Int) {
    self.init(last: value, best: value, min: value, max: value, mean: value, count: 1, step: step)
  }

  /// Takes in the next value of the metric called `name`.
  ///
  /// What is no number is neither the smallest nor the largest, unless there is nothing else.
  public mutating func append(_ value: Double, step: Int, name: String) {
    last = value
    self.step = step
    min = Double.minimum(min, value)
    max = Double.maximum(max, value)
    best = MetricDirection(name).best(min: min, max: max)
    count += 1
    mean += (value - mean) / Double(count)
  }
}

/// Which end of a metric's scale is the better one.
public enum MetricDirection: Sendable {
  /// Losses, errors, times, bytes.
  case lowerIsBetter
  /// Accuracies, throughput.
  case higherIsBetter

  /// Judges by the metric's name: a loss, an error, a time, bytes, memory, staleness, a bubble or what
  /// was dropped is better low.
  public init(_ name: String) {
    let parts = name.lowercased().split(separator: "/")
    let low = [
      "loss", "error", "time", "bytes", "memory", "staleness", "bubble", "dropped", "perplexity",
    ]
    self = parts.contains { low.contains(String($0)) } ? .lowerIsBetter : .higherIsBetter
  }

  /// The better of the two ends.
  public func best(min: Double, max: Double) -> Double {
    self == .lowerIsBetter ? min : max
  }
}
