// SPDX-License-Identifier: MIT

public import TrineCore

/// A rank's event file: one JSON object a line, each written at once, by any thread.
public final class EventLog: Sendable {
  private let file: OutputFile
  private let start = ContinuousClock.now

  /// Opens a rank's file at its end.
  public init(_ path: String) throws {
    file = try OutputFile(path, .append)
  }

  /// Seconds since the rank started.
  public var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Writes an event; values JSON has no number for are the texts `NaN`, `Infinity` and `-Infinity`.
  public func append(
    _ kind: TrainingEvent.Kind,
    step: Int? = nil,
    epoch: Double? = nil,
    values: [String: Double]? = nil,
    seconds: Double? = nil,
    rank: Int? = nil,
    message: String? = nil
  ) throws {
    let event = TrainingEvent(
      t: (elapsed * 1e6).rounded() / 1e6,
      kind: kind,
      step: step,
      epoch: epoch,
      values: values,
      seconds: seconds,
      rank: rank,
      message: message
    )
    let line = Array((try JSONText.line(event) + "\n").utf8)
    try unsafe file.write(line.span.bytes)
  }
}
