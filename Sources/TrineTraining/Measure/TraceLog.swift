// SPDX-License-Identifier: MIT

import TrineCore

/// A timeline of a rank's first steps, kept in memory and written as soon as they are done.
final class TraceLog {
  private struct Span {
    let activity: Activity
    let index: Int
    let start: Double
    let end: Double
    let step: Int
  }

  private let path: String
  private let origin: Double
  private let lastStep: Int
  private let kept: String
  private var spans: [Span] = []
  private var step = 0
  private var isRecording = false
  /// What went wrong where nothing could be thrown.
  private var failure: (any Error)?

  /// Keeps a timeline of some steps.
  /// - Parameters:
  ///   - path: The file it will be written to.
  ///   - steps: How many steps, from the first one on.
  ///   - origin: The moment that counts as 0, on this machine's clock.
  ///   - kept: Lines of steps before these, which the file is to begin with.
  init(_ path: String, steps: Int, origin: Double, keeping kept: String = "") {
    (self.path, self.origin, self.kept) = (path, origin, kept)
    lastStep = steps
    // So many activities a step are common; more only make the array grow, and so do many steps.
    spans.reserveCapacity(min(steps, 10_000) * 64)
  }

  /// Notes that a step begins, counted from 1.
  func begin(step: Int) {
    self.step = step
    isRecording = step <= lastStep
  }

  /// Records nothing until the next step begins.
  func pause() { isRecording = false }

  /// Adds what was done from one moment to another.
  func add(_ activity: Activity, _ index: Int, from start: Double, to end: Double) {
    guard isRecording, activity.phase != .idle else { return }
    spans.append(Span(activity: activity, index: index, start: start, end: end, step: step))
  }

  /// Whether there is a timeline to be written, to which a step no longer belongs.
  func isDone(before step: Int) -> Bool { step > lastStep && !spans.isEmpty }

  /// Writes the timeline in the middle of a stretch, so that a run that is killed has it.
  ///
  /// What goes wrong is thrown at the end of the stretch.
  func writeEarly() {
    do {
      try write()
    } catch {
      failure = error
    }
  }

  /// Writes the timeline when its last step, or more, has been taken; the file is made then.
  func writeIfDone() throws {
    if let failure { throw failure }
    guard step >= lastStep else { return }
    try write()
  }

  /// Writes what there is, unless it has been.
  func write() throws {
    pause()
    guard !spans.isEmpty else { return }
    let lines = try spans.map { span in
      try JSONText.line(
        TraceSpan(
          start: span.start - origin,
          end: span.end - origin,
          phase: "\(span.activity.phase)",
          name: span.activity.name(span.index),
          step: span.step
        )
      ) + "\n"
    }
    let bytes = Array((kept + lines.joined()).utf8)
    let file = try OutputFile(path, .replace)
    try unsafe file.write(bytes.span.bytes)
    spans = []
  }
}
