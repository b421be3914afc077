// SPDX-License-Identifier: MIT

/// One line of a rank's `rank-<r>.trace.jsonl`: something the rank did for a while.
public struct TraceSpan: Hashable, Codable, Sendable {
  /// When it began, in seconds on the clock of rank 0.
  public var start: Double
  /// When it ended.
  public var end: Double
  /// `compute`, `communicate`, `wait` or `data`.
  public var phase: String
  /// What it was: `forward of layer 1`.
  public var name: String
  /// The optimizer step it belongs to.
  public var step: Int

  /// Makes a span.
  public init(start: Double, end: Double, phase: String, name: String, step: Int) {
    self.start = start
    self.end = end
    self.phase = phase
    self.name = name
    self.step = step
  }
}
