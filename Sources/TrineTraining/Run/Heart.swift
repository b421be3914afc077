// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// The thread of a rank that says every second what the rank is doing, also while it hangs, and ends
/// the process when nobody looks after the run any more.
///
/// It makes no call of MPI, which serves the main thread alone.
final class Heart: Sendable {
  private let pulse: Pulse
  private let events: EventLog
  private let lifeline: Lifeline
  private let rank: Int
  private let speaksOfLoss: Bool

  private init(
    _ pulse: Pulse,
    _ events: EventLog,
    _ lifeline: Lifeline,
    rank: Int,
    of plan: RunPlan
  ) {
    self.pulse = pulse
    self.events = events
    self.lifeline = lifeline
    self.rank = rank
    speaksOfLoss = rank == plan.lossRank
  }

  /// Starts the thread, which ends with the process.
  static func start(
    _ pulse: Pulse,
    events: EventLog,
    lifeline: Lifeline,
    rank: Int,
    of plan: RunPlan
  ) throws {
    let heart = Heart(pulse, events, lifeline, rank: rank, of: plan)
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(heart).toOpaque()
    let code = unsafe pthread_create(
      &thread,
      nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Heart>.fromOpaque(argument).takeRetainedValue().beatForEver()
        return nil
      },
      argument
    )
    guard code == 0 else {
      throw Diagnostic(.failure, "no thread can be started for signs of life (error \(code))")
    }
  }

  private func beatForEver() {
    var last = pulse.reading
    var time = ContinuousClock.now
    var since = time
    while true {
      sleep(1)
      let (reading, now) = (pulse.reading, ContinuousClock.now)
      if reading.progress != last.progress { since = now }
      do {
        try lifeline.check()
        try say(reading, after: last, seconds: (now - time) / .seconds(1), stuck: now - since)
      } catch {
        end(error)
      }
      (last, time) = (reading, now)
    }
  }

  private func say(
    _ reading: Pulse.Reading,
    after last: Pulse.Reading,
    seconds: Double,
    stuck: Duration
  ) throws {
    var values = ["progress": Double(reading.progress), "since": stuck / .seconds(1)]
    let (rows, samples) = (reading.rows - last.rows, reading.samples - last.samples)
    if speaksOfLoss, rows > 0 {
      values["train/loss"] = (reading.loss - last.loss) / Double(rows)
    }
    if rank == 0, samples > 0 { values["throughput"] = Double(samples) / seconds }
    try events.append(
      .heartbeat,
      step: reading.step,
      epoch: reading.epoch,
      values: values,
      message: reading.words
    )
  }

  /// The main thread may be stuck in MPI for ever: the process ends here, and with it the job.
  private func end(_ error: any Error) -> Never {
    let words = (error as? Diagnostic)?.headline ?? "\(error)"
    try? events.append(.failed, step: pulse.trainedSteps, rank: rank, message: words)
    printToStandardError("rank \(rank): \(words)\n")
    _exit(1)
  }
}

extension RunPlan {
  /// The first rank that counts losses: with stages the first replica's last one, which alone has
  /// them.
  fileprivate var lossRank: Int { mode == .pipeline ? (grid?.model ?? ranks) - 1 : 0 }
}
