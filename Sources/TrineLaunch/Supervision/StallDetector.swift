// SPDX-License-Identifier: MIT

import TrineCore

/// Tells when the ranks of a run have come to a standstill.
///
/// Pure: it is told what the ranks say and what time it is, in seconds on any clock.
struct StallDetector {
  private let patience: Double
  /// Whether a process is still there, stopped or not.
  private let isThere: @Sendable (Int32) -> Bool
  private var ranks: [RankActivity]
  /// When a rank last got on, or when they were launched.
  private var lastProgress = 0.0

  /// Seconds of patience without any progress make a stall.
  init(
    ranks: Int,
    patience: Double,
    isThere: @escaping @Sendable (Int32) -> Bool = ProcessIdentity.isThere
  ) {
    self.patience = patience
    self.isThere = isThere
    self.ranks = Array(repeating: RankActivity(), count: ranks)
  }

  /// Seconds a rank that is alive is never silent for, and after which ranks that wait for one that
  /// has finished will wait for ever; also those that the launcher may take to end after its ranks.
  private var shortPatience: Double { min(5, patience) }

  /// Seconds in which a launcher ends all ranks when one has failed, unless it is told not to.
  private var failurePatience: Double { min(1, patience) }

  /// Seconds in which a rank has to start: a machine that is busy takes its time for that, however
  /// impatient a run is.
  private var launchPatience: Double { max(30, patience) }

  /// Seconds in which a disk may make a checkpoint last, which no rank can tell from standing still.
  private var diskPatience: Double { max(600, patience) }

  /// Takes in what a rank says.
  mutating func take(_ event: TrainingEvent, of rank: Int, at now: Double) {
    if ranks[rank].take(event, at: now) { lastProgress = now }
  }

  /// How many steps were done when each rank was last heard of, where it has said so.
  var steps: [Int: Int] {
    let known = ranks.enumerated().compactMap { rank, activity in activity.step.map { (rank, $0) } }
    return Dictionary(uniqueKeysWithValues: known)
  }

  /// Why nothing will get on any more; `nil` while something may.
  func stall(at now: Double) -> Stall? {
    let quiet = now - lastProgress
    if ranks.allSatisfy({ $0.end != nil }) {
      return quiet >= shortPatience ? Stall(afterAllOf: ranks) : nil
    }
    if ranks.contains(where: { $0.hasFailedEarly && now - $0.heard >= failurePatience }) {
      return Stall(afterFailureOf: ranks)
    }
    if isFinishedFor(quiet) { return Stall(ranks, afterTheEndOf: \.hasFinished) }
    guard quiet >= patience(at: now) || isBereftFor(quiet, at: now) else { return nil }
    return Stall(ranks, quiet: quiet, at: now, silence: shortPatience, isThere: isThere)
  }

  /// How long nothing may get on: whoever says nothing more, is not saving anything.
  private func patience(at now: Double) -> Double {
    guard ranks.allSatisfy(\.hasStarted) else { return launchPatience }
    let there = ranks.filter { $0.end == nil }
    let isSaving = there.contains(where: \.isSaving)
    return isSaving && there.allSatisfy { now - $0.heard < shortPatience } ? diskPatience : patience
  }

  /// Whether all that are still there wait, or meet, while one is gone that was with them: they had
  /// agreed on who is there before that one was lost, and MPI ends no meeting without a member.
  private func isBereftFor(_ quiet: Double, at now: Double) -> Bool {
    guard quiet >= shortPatience, ranks.allSatisfy(\.hasStarted) else { return false }
    let there = ranks.filter { $0.end == nil }
    let silent = there.filter { now - $0.heard >= shortPatience }
    guard !silent.isEmpty, silent.count < there.count else { return false }
    return silent.allSatisfy { $0.process.map(isThere) == false }
      && there.allSatisfy { now - $0.heard >= shortPatience || $0.isWaiting || $0.isMeeting }
  }

  /// Whether all that are still there wait for some that have finished.
  private func isFinishedFor(_ quiet: Double) -> Bool {
    guard quiet >= shortPatience, ranks.contains(where: \.hasFinished) else { return false }
    return ranks.allSatisfy { $0.end != nil || $0.isWaiting }
  }
}

/// What one rank was last known to be at.
struct RankActivity {
  private(set) var hasStarted = false
  /// Its `finished` or `failed`.
  private(set) var end: TrainingEvent?
  /// When it was last heard.
  private(set) var heard = 0.0
  /// When it last got on, by its own word.
  private(set) var idleSince = 0.0
  /// What it does: `compute: forward of layer 2`.
  private(set) var doing: String?
  private(set) var step: Int?
  /// The number of its process, once it has said it.
  private(set) var process: Int32?
  private var progress = -Double.infinity

  var hasFinished: Bool { end?.kind == .finished }

  /// Whether it failed before it had begun to train: then nobody can go on without it, also where a
  /// worker may be lost.
  var hasFailedEarly: Bool { end.map { $0.kind == .failed && $0.step == nil } ?? false }

  /// Whether what it does takes another rank.
  var isWaiting: Bool {
    ["wait", "communicate"].contains { doing?.hasPrefix($0) == true }
  }

  /// Whether it is at what all ranks do together between stretches.
  var isMeeting: Bool { doing?.hasPrefix("idle: ") == true }

  /// Whether it writes a checkpoint, or waits for others that do.
  var isSaving: Bool { doing == "idle: checkpoint" }

  /// Takes in an event.
  /// - Returns: whether the rank got on.
  mutating func take(_ event: TrainingEvent, at now: Double) -> Bool {
    heard = now
    let isFurther = (event.step ?? -1) > (step ?? -1)
    step = event.step ?? step
    switch event.kind {
    case .started:
      hasStarted = true
      process = event.values?["process"].flatMap { Int32(exactly: $0) }
      return true
    case .finished, .failed:
      end = event
      return true
    case .heartbeat:
      return takeHeartbeat(event, at: now) || isFurther
    case .metric, .phase, .staleness, .checkpoint:
      return true
    case .note, .warning, .other:
      return isFurther
    }
  }

  private mutating func takeHeartbeat(_ event: TrainingEvent, at now: Double) -> Bool {
    doing = event.message ?? doing
    idleSince = now - (event.values?["since"] ?? 0)
    let new = event.values?["progress"] ?? progress
    defer { progress = max(progress, new) }
    return new > progress
  }
}
