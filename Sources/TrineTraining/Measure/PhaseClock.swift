// SPDX-License-Identifier: MIT

import Glibc
import TrineMPI

/// Where a rank's time goes: seconds by phase, bytes sent, and a timeline of the first steps.
///
/// Something is always being done: what begins ends what was done before. That costs a look at the
/// machine's clock, which is why one goes with every layer and not with every row.
final class PhaseClock: PassObserver {
  private let pulse: Pulse
  private let trace: TraceLog
  private var seconds = [Double](repeating: 0, count: Phase.allCases.count)
  private var bytes = 0
  /// Seconds of this interval in which a stage of a pipeline waited for another.
  private(set) var bubble = 0.0
  private var activity = Activity.starting
  private var index = 0
  private var mark = MonotonicClock.seconds

  init(_ pulse: Pulse, trace: TraceLog) {
    self.pulse = pulse
    self.trace = trace
  }

  /// Begins a step, counted from 1: where something is learnt, with the gathering of its batch.
  func begin(step: Int, with activity: Activity = .gatheringBatch) {
    // What was done until now belongs to the step before.
    begin(trace.isDone(before: step) ? .writingTimeline : activity)
    if trace.isDone(before: step) {
      trace.writeEarly()
      begin(activity)
    }
    trace.begin(step: step)
  }

  /// Ends what was being done and begins something, to which a number may belong.
  func begin(_ activity: Activity, _ index: Int = 0) {
    let now = MonotonicClock.seconds
    seconds[self.activity.phase.rawValue] += now - mark
    if self.activity.isBubble { bubble += now - mark }
    trace.add(self.activity, self.index, from: mark, to: now)
    mark = now
    (self.activity, self.index) = (activity, index)
    pulse.begin(activity, index)
  }

  /// Does something else in between, and goes on with what was being done.
  func pausing<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
    let (activity, index) = (activity, index)
    try body()
    begin(activity, index)
  }

  /// Counts bytes handed to other ranks.
  func send(bytes: Int) {
    self.bytes += bytes
  }

  /// What was counted since the last call, by metric name.
  func takeInterval() -> [String: Double] {
    begin(.starting)
    trace.pause()
    var values: [String: Double] = [:]
    for phase in Phase.allCases where phase != .idle {
      values["time/\(phase)"] = seconds[phase.rawValue]
    }
    values["bytes/sent"] = Double(bytes)
    values["memory/peak"] = Double(ProcessMemory.peak)
    for phase in seconds.indices { seconds[phase] = 0 }
    (bytes, bubble) = (0, 0)
    return values
  }

  /// Seconds of this interval in which the rank was at work on training.
  var training: Double {
    Phase.allCases.filter { $0 != .idle }.reduce(0) { $0 + seconds[$1.rawValue] }
  }
}

/// How much memory this process has had.
enum ProcessMemory {
  /// The most at any time, in bytes (getrusage(2), `ru_maxrss` in KiB).
  static var peak: Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
