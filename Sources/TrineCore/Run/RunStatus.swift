// SPDX-License-Identifier: MIT

/// Where a run stands.
public enum RunStatus: String, Codable, Sendable, CaseIterable {
  /// Made, not started yet.
  case queued
  /// Its ranks are at work.
  case running
  /// Ended as it should.
  case finished
  /// A rank or the launcher failed.
  case failed
  /// Stopped by a person or a signal.
  case killed
  /// Its supervisor is gone and nobody knows how it ended.
  case lost

  /// Whether nothing more will happen to the run.
  public var isFinal: Bool {
    switch self {
    case .queued, .running: false
    case .finished, .failed, .killed, .lost: true
    }
  }
}
