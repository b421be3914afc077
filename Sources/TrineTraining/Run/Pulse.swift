// SPDX-License-Identifier: MIT

import TrineCore

/// Says about once a second that the rank is alive, and notices when nobody listens any more.
///
/// Every loop that may take long calls `beat()`, which costs a look at the clock.
public final class Pulse {
  /// Updates of the parameters so far.
  public var step = 0
  /// The same in passes over the training set.
  public var epoch = 0.0

  private let events: EventLog
  private let lifeline: Lifeline
  private var last: ContinuousClock.Instant
  private var loss = 0.0
  private var rows = 0
  private var samples = 0

  /// Beats into an event file for as long as the lifeline holds.
  public init(_ events: EventLog, lifeline: Lifeline) {
    self.events = events
    self.lifeline = lifeline
    last = .now
  }

  /// Writes a heartbeat when the last one is a second old.
  public func beat() throws {
    let now = ContinuousClock.now
    guard now - last >= .seconds(1) else { return }
    try lifeline.check()
    try events.append(
      .heartbeat,
      step: step,
      epoch: epoch,
      values: progress((now - last) / .seconds(1))
    )
    last = now
    (loss, rows, samples) = (0, 0, 0)
  }

  /// Takes note of a step, for the next heartbeat.
  /// - Parameters:
  ///   - loss: The summed loss of this rank's rows.
  ///   - rows: How many rows this rank had.
  ///   - samples: How many all ranks had together.
  public func add(loss: Double, rows: Int, samples: Int) {
    self.loss += loss
    self.rows += rows
    self.samples += samples
  }

  private func progress(_ seconds: Double) -> [String: Double]? {
    guard rows > 0 else { return nil }
    return ["train/loss": loss / Double(rows), "throughput": Double(samples) / seconds]
  }
}
