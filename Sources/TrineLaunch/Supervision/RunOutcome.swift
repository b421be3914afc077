// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// How a run ended and why.
///
/// Pure: judged from what the launcher and the ranks left behind.
struct RunOutcome: Equatable {
  let status: RunStatus
  let reason: String?
  /// The rank that failed first, when one did.
  let rank: Int?
  /// Whether what `mpirun` printed is all there is to go by.
  let isToldByLauncher: Bool

  init(
    _ status: RunStatus,
    _ reason: String? = nil,
    rank: Int? = nil,
    isToldByLauncher: Bool = false
  ) {
    self.status = status
    self.reason = reason
    self.rank = rank
    self.isToldByLauncher = isToldByLauncher
  }

  /// The outcome as a line of the supervisor's events.
  func transition(at date: Date) -> RunTransition {
    RunTransition(time: Timestamp.text(date), status: status, reason: reason)
  }
}

// MARK: - Judged by the supervisor

extension RunOutcome {
  /// Judges a run whose launcher has ended.
  /// - Parameters:
  ///   - exit: How the launcher ended, or why it could not be started.
  ///   - stoppedBy: The signal with which a person asked Trine to stop, if one did.
  ///   - stall: Why Trine ended the run itself, if it did.
  ///   - lastWords: Each rank's `finished` or `failed` event.
  ///   - ranks: The world size.
  ///   - expendable: The ranks that may be lost as long as one of them is left.
  ///   - steps: The steps that were done when each rank was last heard of, where it has said so.
  ///   - crashes: Why ranks ended themselves that could say so in their log alone.
  ///   - haveStarted: Whether all ranks were there once.
  ///   - launcherLog: What the launcher printed.
  ///   - isDiskFull: Whether nothing more fits on the disk that holds the run's folder: then the
  ///     ranks could not write why they failed.
  init(
    exit: LauncherExit,
    stoppedBy: Int32?,
    stall: Stall? = nil,
    lastWords: [Int: TrainingEvent],
    ranks: Int,
    expendable: Range<Int> = 0..<0,
    steps: [Int: Int] = [:],
    crashes: [Int: String] = [:],
    haveStarted: Bool = false,
    launcherLog: String,
    isDiskFull: Bool = false
  ) {
    let missing = (0..<ranks).filter { lastWords[$0]?.kind != .finished }
    let hasFinished =
      missing.isEmpty || missing.allSatisfy(expendable.contains) && missing.count < expendable.count
    if hasFinished, exit == .code(0) || stall != nil {
      self.init(.finished, Self.losses(missing, ranks: ranks))
    } else if let stoppedBy {
      self.init(.killed, "stopped by \(signalName(stoppedBy))")
    } else if let stall, !stall.isConsequence {
      self.init(.failed, stall.reason, rank: stall.rank, isToldByLauncher: stall.isLaunch)
    } else if let failure = Self.firstFailure(lastWords, ranks: ranks) {
      self = failure
    } else if isDiskFull {
      self.init(.failed, "the disk that holds the run's folder is full")
    } else if case .signal = exit {
      self.init(.killed, "mpirun \(exit.words)")
    } else if let crash = crashes.min(by: { $0.key < $1.key }) {
      self.init(.failed, "rank \(crash.key) of \(ranks): \(crash.value)", rank: crash.key)
    } else if haveStarted, exit == .code(1), !launcherLog.contains(where: \.isLetter) {
      // It says why it ends, unless a person has told it to (SIGTERM, SIGINT).
      self.init(.killed, "mpirun ended without a word, as it does when a signal stops it")
    } else if let death = RankDeath(launcherLog: launcherLog, code: exit.code) {
      let who = death.rank.map { "rank \($0)" } ?? "one rank"
      let step = death.rank.flatMap { steps[$0] }
      let place = step.map { ", last heard of at step \($0)" } ?? ""
      self.init(.failed, "\(who) of \(ranks) \(death.how)\(place)", rank: death.rank)
    } else {
      self.init(.failed, Self.lastResort(exit, launcherLog), isToldByLauncher: true)
    }
  }

  /// Who was lost of a run that went on.
  private static func losses(_ lost: [Int], ranks: Int) -> String? {
    guard !lost.isEmpty else { return nil }
    let names = lost.map(String.init).joined(separator: ", ")
    return "without rank\(lost.count == 1 ? "" : "s") \(names) of \(ranks), lost on the way"
  }

  /// The failure that came first, by the ranks' own clocks; the others follow from it.
  private static func firstFailure(_ lastWords: [Int: TrainingEvent], ranks: Int) -> RunOutcome? {
    let failures = lastWords.filter { $0.value.kind == .failed }
    let first = failures.min { ($0.value.t, $0.key) < ($1.value.t, $1.key) }
    guard let (rank, event) = first else { return nil }
    let message = event.message ?? "it failed without a message"
    return RunOutcome(.failed, "rank \(rank) of \(ranks): \(message)", rank: rank)
  }

  private static func lastResort(_ exit: LauncherExit, _ launcherLog: String) -> String {
    let line = launcherLog.split(separator: "\n").last { $0.contains(where: \.isLetter) }
    let said = line.map { ": \($0)" } ?? ""
    switch exit {
    case .code(0): return "mpirun ended, but not every rank said that it had finished"
    case .code: return "mpirun \(exit.words)" + said
    case .signal, .notStarted: return "mpirun \(exit.words)"
    }
  }
}

// MARK: - Judged afterwards

extension RunOutcome {
  /// Judges a run whose supervisor is gone without a word and whose ranks are gone too.
  /// - Parameters:
  ///   - supervisor: The process id the supervisor had.
  ///   - ranks: All events of each rank.
  init(orphanOf supervisor: Int32, ranks: [[TrainingEvent]]) {
    let last = ranks.enumerated().compactMap { rank, events in events.last.map { (rank, $0) } }
    let lastWords = Dictionary(uniqueKeysWithValues: last)
    let failures = lastWords.filter { $0.value.kind == .failed }
    let gone = "trine (process \(supervisor)) was killed or its machine went down"
    let bereft = failures.filter { ($0.value.message ?? "").contains("supervisor") }
    if !ranks.isEmpty, lastWords.values.count(where: { $0.kind == .finished }) == ranks.count {
      self.init(.finished)
    } else if !bereft.isEmpty {
      self.init(.killed, "\(gone); its ranks stopped themselves")
    } else if let failure = Self.firstFailure(lastWords, ranks: ranks.count) {
      self = failure
    } else {
      let step = ranks.joined().compactMap(\.step).max()
      let heard = step.map { "last heard of at step \($0)" } ?? "nothing was heard of its ranks"
      self.init(.lost, "\(gone); \(heard)")
    }
  }
}
