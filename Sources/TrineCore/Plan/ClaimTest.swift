// SPDX-License-Identifier: MIT

/// What an experiment says about a paper's claim: which of its runs decide, by what metric, and what
/// is expected of them.
///
/// Its JSON has the keys of the YAML.
public struct ClaimTest: Hashable, Sendable {
  /// Which value of a run counts.
  public enum Point: String, Codable, Sendable, CaseIterable {
    /// That of the last step.
    case last
    /// The best of all.
    case best
  }

  /// Which end of the metric's scale is the better one.
  public enum Better: String, Codable, Sendable, CaseIterable {
    /// Accuracies, throughput.
    case higher
    /// Losses, times, staleness.
    case lower

    /// What a metric's name says.
    public init(metric: String) {
      self = MetricDirection(metric) == .lowerIsBetter ? .lower : .higher
    }
  }

  /// What is expected of the selected runs.
  public enum Expectation: Hashable, Sendable {
    /// They are better, by more than the margin, than those that differ in these values.
    case beats(ConfigSelection, margin: Double)
    /// Their mean is this value, give or take the tolerance.
    case equals(Double, tolerance: Double)
  }

  /// The confidence of intervals unless the experiment says another.
  public static let usualConfidence = 0.95

  /// The claim.
  public var claim: ClaimReference
  /// The metric that decides.
  public var metric: String
  /// Which value of the metric counts.
  public var point: Point
  /// Which end of its scale is the better one.
  public var better: Better
  /// The runs that are spoken of.
  public var selection: ConfigSelection
  /// What is expected of them.
  public var expectation: Expectation
  /// The confidence of the interval that decides, between 0 and 1.
  public var confidence: Double

  /// Makes a test; `better` is what the metric's name says unless it is given.
  public init(
    claim: ClaimReference,
    metric: String,
    point: Point = .last,
    better: Better? = nil,
    selection: ConfigSelection = ConfigSelection(),
    expectation: Expectation,
    confidence: Double = usualConfidence
  ) {
    self.claim = claim
    self.metric = metric
    self.point = point
    self.better = better ?? Better(metric: metric)
    self.selection = selection
    self.expectation = expectation
    self.confidence = confidence
  }

  /// The runs that the selected ones are compared with; `nil` where it is a value.
  ///
  /// Those of another mode have no section of the selected runs' mode, so that its keys are left out.
  public var rivals: ConfigSelection? {
    guard case .beats(let difference, _) = expectation else { return nil }
    let all = selection.overridden(by: difference)
    guard let mode = difference.values["mode"]?.string else { return all }
    let others = RunPlan.Mode.allCases.map(\.rawValue).filter { $0 != mode }
    return ConfigSelection(
      all.values.filter { key, _ in !others.contains { ConfigSelection.overlap(key, $0) } }
    )
  }

  /// The value of a run's metric that counts.
  public func value(of summary: MetricSummary) -> Double {
    switch (point, better) {
    case (.last, _): summary.last
    case (.best, .higher): summary.max
    case (.best, .lower): summary.min
    }
  }
}

// MARK: - Codable

extension ClaimTest: Codable {
  private enum CodingKeys: String, CodingKey {
    case claim, metric, at, better, `where`, beats, equals, margin, confidence
  }

  private struct Target: Codable {
    let value: Double
    let tolerance: Double
  }

  /// Reads the keys of the YAML, all given.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    let expectation: Expectation
    if let target = try object.decodeIfPresent(Target.self, forKey: .equals) {
      expectation = .equals(target.value, tolerance: target.tolerance)
    } else {
      expectation = .beats(
        try object.decode(ConfigSelection.self, forKey: .beats),
        margin: try object.decode(Double.self, forKey: .margin)
      )
    }
    self.init(
      claim: try object.decode(ClaimReference.self, forKey: .claim),
      metric: try object.decode(String.self, forKey: .metric),
      point: try object.decode(Point.self, forKey: .at),
      better: try object.decode(Better.self, forKey: .better),
      selection: try object.decode(ConfigSelection.self, forKey: .where),
      expectation: expectation,
      confidence: try object.decode(Double.self, forKey: .confidence)
    )
  }

  /// Writes the keys of the YAML, defaults too.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(claim, forKey: .claim)
    try object.encode(metric, forKey: .metric)
    try object.encode(point, forKey: .at)
    try object.encode(better, forKey: .better)
    try object.encode(selection, forKey: .where)
    switch expectation {
    case .beats(let difference, let margin):
      try object.encode(difference, forKey: .beats)
      try object.encode(margin, forKey: .margin)
    case .equals(let value, let tolerance):
      try object.encode(Target(value: value, tolerance: tolerance), forKey: .equals)
    }
    try object.encode(confidence, forKey: .confidence)
  }
}
