// SPDX-License-Identifier: MIT

import Synchronization
import TrineCatalog
import TrineCore

/// Listens to the ranks of a run while they are at work.
struct RunFollower {
  /// Hears what a person should hear of.
  let report: @Sendable (RunProgress) -> Void
  private(set) var tail: EventTail
  /// Why the run was ended, when that was because nothing got on.
  private(set) var stall: Stall?
  private var news: RunNews
  private var detector: StallDetector
  /// Seconds this process has been at work: while it or the machine sleeps, no patience runs out.
  private var awake = 0.0

  init(
    _ plan: RunPlan,
    _ folder: RunFolder,
    from step: Int?,
    report: @escaping @Sendable (RunProgress) -> Void
  ) {
    self.report = report
    tail = EventTail(folder, ranks: plan.ranks, from: step ?? 0)
    news = RunNews(epochs: plan.train.epochs, isResumed: step != nil)
    detector = StallDetector(ranks: plan.ranks, patience: plan.stallAfter)
  }

  /// How many steps were done when each rank was last heard of, where it has said so.
  var steps: [Int: Int] { detector.steps }

  /// Ten times a second until cancelled: passes on what the ranks say, hands their metrics to
  /// `save`, and calls `end` when a person asks to stop or nothing gets on any more.
  mutating func follow(
    stop: StopRequest,
    end: @Sendable () -> Void,
    save: ([String: MetricSummary]) -> Void
  ) async {
    let clock = ContinuousClock()
    var metrics = tail.history.metrics
    var last = clock.now
    while (try? await Task.sleep(for: .milliseconds(100))) != nil {
      let now = clock.now
      awake += min((now - last) / .seconds(1), 1)
      last = now
      let hasNews = listen()
      if stall == nil { stall = detector.stall(at: awake) }
      if stop.signal != nil || stall != nil { end() }
      guard hasNews else { continue }
      let latest = tail.history.metrics
      guard latest != metrics else { continue }
      metrics = latest
      save(metrics)
    }
    _ = listen()
  }

  /// - Returns: whether a rank said something.
  private mutating func listen() -> Bool {
    let events = tail.next()
    for (rank, event) in events {
      detector.take(event, of: rank, at: awake)
      if let progress = news.progress(of: event, rank: rank) { report(progress) }
    }
    return !events.isEmpty
  }
}
