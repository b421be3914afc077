// SPDX-License-Identifier: MIT

public import FoundationEssentials
public import TrineCore

/// What a table of runs shows of one: no config, and only the metrics asked for.
public struct RunRow: Hashable, Sendable {
  /// The name in this workspace.
  public var id: RunID
  /// The id that stays unique when catalogs meet.
  public var uid: String
  /// Where it stands.
  public var status: RunStatus
  /// Why it stands there, in words.
  public var reason: String?
  /// When its folder was made.
  public var created: Date
  /// When its launcher was started.
  public var started: Date?
  /// When it ended, however it did.
  public var ended: Date?
  /// Seconds between an end and the start that resumed it, when it was not at work.
  public var paused: Double
  /// The MPI world size.
  public var ranks: Int
  /// The seed of every random draw.
  public var seed: Int
  /// The last values of the metrics asked for, where the run has them.
  public var metrics: [String: Double] = [:]

  /// Wall seconds it was at work; `nil` while it runs or if it never started.
  public var duration: Double? {
    guard let started, let ended else { return nil }
    return max(0, ended.timeIntervalSince(started) - paused)
  }
}
