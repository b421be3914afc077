// SPDX-License-Identifier: MIT

public import TrineCore

/// What a person who waits for a run wants to hear of it.
public enum RunProgress: Sendable {
  /// The run has its folder and its ranks are being started, each with so many BLAS threads.
  case started(Run, threads: Int)
  /// The ranks of a run that had ended are being started, to go on after a step.
  case resumed(Run, threads: Int, step: Int)
  /// Rank 0 is alive and this far.
  case beat(RunBeat)
  /// Metrics were measured: at the end of an epoch, for most.
  case measured(TrainingEvent)
  /// A rank warns.
  case warned(rank: Int, message: String)
  /// A rank says something worth knowing.
  case noted(rank: Int, message: String)
}

/// How far a run is.
public struct RunBeat: Sendable {
  /// Passes over the training set so far.
  public let epoch: Double
  /// Passes planned.
  public let epochs: Int
  /// The mean training loss of the last second in which one was heard.
  public let loss: Double?
  /// Samples a second since the last beat.
  public let throughput: Double?
  /// Seconds an epoch takes, on average; `nil` until some of one is done.
  public let pace: Double?

  /// Seconds that remain at the mean pace so far; `nil` until there is one.
  public var timeLeft: Double? {
    pace.map { max(0, $0 * (Double(epochs) - epoch)) }
  }
}

/// How a run ended, with what helps to find out why.
public struct RunReport: Sendable {
  /// The run, as the catalog has it now.
  public let run: Run
  /// Where its time went.
  public let breakdown: RunBreakdown
  /// The rank that failed first, when one did.
  public let failedRank: Int?
  /// The last lines of that rank's log, or of the launcher's, without what the run's reason says.
  public let lastLines: [String]
  /// What can be done about the failure, where its rank knows it.
  public let fix: String?
  /// Why its end could not be written down, where it could not.
  public let problems: [Diagnostic]
}
