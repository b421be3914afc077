// SPDX-License-Identifier: MIT

import TrineCore
public import TrineStatistics

/// A claim that an experiment of the week tests, and what its runs say.
public struct WeekClaim: Sendable {
  let experiment: String
  let statement: String?
  let finding: ClaimFinding

  /// One claim of one experiment.
  ///
  /// - Parameters:
  ///   - experiment: the experiment that tests it.
  ///   - statement: the claim in its note's words; `nil` where no note has it.
  ///   - finding: the verdict and the runs behind it.
  public init(experiment: String, statement: String?, finding: ClaimFinding) {
    self.experiment = experiment
    self.statement = statement
    self.finding = finding
  }

  var reference: ClaimReference { finding.test.claim }

  /// By claim, then by experiment; what an experiment says of one claim stays in its own order.
  static func ordered(_ claims: [WeekClaim]) -> [WeekClaim] {
    claims.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return one.reference == other.reference
        ? (one.experiment, left.offset) < (other.experiment, right.offset)
        : one.reference < other.reference
    }.map(\.element)
  }
}
