// SPDX-License-Identifier: MIT

public import TrineCore

/// What an experiment's runs say about a claim: the verdict and the runs behind it.
public struct ClaimFinding: Hashable, Sendable {
  /// What the experiment says about the claim.
  public let test: ClaimTest
  /// The runs that are spoken of.
  public let subject: ClaimSide
  /// Those they are compared with; `nil` where it is a value.
  public let rivals: ClaimSide?
  /// What the runs say.
  public let verdict: Verdict

  /// Judges a claim.
  ///
  /// Each side must be runs of one configuration, that is, differ in nothing but the seed; an
  /// experiment that sweeps another key has to say which of its values the claim is about, since a
  /// mean over all of them would mix two effects. That is asked of the experiment's file, not of
  /// the runs there are, so that two sides that each ran with another batch are not compared.
  public init(_ test: ClaimTest, from runs: ClaimRuns) {
    let subject = ClaimSide(test.selection, of: test, from: runs)
    let rivals = test.rivals.map { ClaimSide($0, of: test, from: runs) }
    self.test = test
    self.subject = subject
    self.rivals = rivals
    verdict =
      Self.obstacle([subject, rivals].compactMap(\.self)) ?? Self.judge(test, subject, rivals)
  }

  /// What is to be said about runs that do not count.
  public var remarks: [String] { subject.remarks + (rivals?.remarks ?? []) }

  /// The metrics there are where runs have finished and none has that of the test; else none.
  public var metricsInstead: [String] {
    let sides = [subject, rivals].compactMap(\.self).filter { !$0.metrics.isEmpty }
    guard sides.contains(where: { !$0.metrics.contains(test.metric) }) else { return [] }
    return Set(sides.flatMap(\.metrics)).sorted()
  }

  /// How many runs stand on each side: `3 + 3`, or `3` where it is a value.
  public var counts: String {
    "\(subject.sample.count)" + (rivals.map { " + \($0.sample.count)" } ?? "")
  }

  /// The first obstacle of either side; one without any run before one with old ones.
  private static func obstacle(_ sides: [ClaimSide]) -> Verdict? {
    let order: [Verdict.Status] = [.untested, .outOfDate, .inconclusive]
    for status in order {
      if let found = sides.compactMap(\.obstacle).first(where: { $0.status == status }) {
        return found
      }
    }
    return nil
  }

  private static func judge(
    _ test: ClaimTest,
    _ subject: ClaimSide,
    _ rivals: ClaimSide?
  ) -> Verdict {
    switch test.expectation {
    case .beats(_, let margin):
      Verdict(
        that: subject.sample,
        beats: rivals?.sample ?? Sample([]),
        by: margin,
        better: test.better,
        confidence: test.confidence
      )
    case .equals(let value, let tolerance):
      Verdict(
        that: subject.sample,
        equals: value,
        tolerance: tolerance,
        confidence: test.confidence
      )
    }
  }
}

// MARK: - JSON

extension ClaimFinding: Encodable {
  private enum Key: String, CodingKey {
    case claim, status, reason, remarks, test, subject, rivals, effect
  }

  /// The object of a claim; its keys are only ever added to.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(test.claim, forKey: .claim)
    try object.encode(verdict.status, forKey: .status)
    try object.encode(verdict.reason, forKey: .reason)
    try object.encode(remarks, forKey: .remarks)
    try object.encode(test, forKey: .test)
    try object.encode(subject, forKey: .subject)
    try object.encode(rivals, forKey: .rivals)
    try object.encode(verdict.effect, forKey: .effect)
  }
}

extension ClaimSide: Encodable {
  private enum Key: String, CodingKey {
    case selection, n, mean, deviation, runs, values
  }

  /// `n`, `mean`, `deviation` and the runs with their values.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(selection, forKey: .selection)
    try object.encode(sample.count, forKey: .n)
    try object.encode(sample.count > 0 ? sample.mean : nil, forKey: .mean)
    try object.encode(sample.standardDeviation, forKey: .deviation)
    try object.encode(runs.map(\.description), forKey: .runs)
    try object.encode(values, forKey: .values)
  }
}
