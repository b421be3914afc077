// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  /// Metrics are of what came between two evaluations, wherever checkpoints are written.
  struct MetricIntervalTests {
    private func plan(ranks: Int, evaluateEvery: Interval, checkpointEvery: Interval?) -> RunPlan {
      // 49 samples in batches of 13: four steps an epoch, the last of 10 samples.
      var plan = RunPlan.small(ranks: ranks, epochs: 5)
      // Sums through shared memory are rounded once more where a stretch ends (`SharedUpdate`).
      plan.sync = SyncPlan(allreduce: .flat)
      plan.train.evaluateEvery = evaluateEvery
      plan.train.checkpointEvery = checkpointEvery
      return plan
    }

    @Test(
      "checkpoints change no bit of a metric",
      arguments: [1, 3],
      [Interval.epochs(1), .epochs(2), .steps(3)]
    )
    func sameMetrics(ranks: Int, evaluateEvery: Interval) throws {
      let plain = plan(ranks: ranks, evaluateEvery: evaluateEvery, checkpointEvery: nil)
      let expected = try RankJob(plain).finish().reproducibleMetrics()
      #expect(expected.map(\.step) == steps(evaluateEvery))
      for interval in [Interval.steps(1), .steps(5)] {
        let plan = plan(ranks: ranks, evaluateEvery: evaluateEvery, checkpointEvery: interval)
        #expect(try RankJob(plan).finish().reproducibleMetrics() == expected)
      }
    }

    /// The evaluations of 20 steps.
    private func steps(_ interval: Interval) -> [Int] {
      switch interval {
      case .epochs(let count): (1...20).filter { $0.isMultiple(of: 4 * count) || $0 == 20 }
      case .steps(let count): (1...20).filter { $0.isMultiple(of: count) || $0 == 20 }
      }
    }

    @Test("checkpoints do not change when training is stopped early")
    func sameEnd() throws {
      let jobs = try [nil, Interval.steps(1), .steps(3)].map { interval in
        var plan = plan(ranks: 2, evaluateEvery: .epochs(1), checkpointEvery: interval)
        plan.train.epochs = 40
        plan.train.learningRate.base = 0.01
        plan.train.earlyStopping = EarlyStoppingPlan(
          metric: "train/loss",
          patience: 2,
          minimumChange: 0.02
        )
        return try RankJob(plan).finish()
      }
      let ends = try jobs.map { try $0.reproducibleMetrics().last?.step }
      #expect(try #require(ends[0]) < 160)
      #expect(Set(ends).count == 1)
    }

    @Test(
      "a run goes on between two evaluations with the sums it had",
      arguments: [(2, 2), (1, 3), (3, 1)]
    )
    func resumed(before: Int, after: Int) throws {
      let plan = plan(ranks: before, evaluateEvery: .epochs(2), checkpointEvery: .steps(3))
      let whole = try RankJob(plan).finish()
      let expected = try whole.reproducibleMetrics()
      let seconds = try whole.events().filter { $0.kind == .metric }.compactMap(\.seconds)
      let resumed = try whole.resume(from: 6, ranks: after)
      let found = try Array(resumed.reproducibleMetrics().dropFirst(expected.count))
      if before == after {
        #expect(found == expected)
      } else {
        #expect(found.map(\.step) == expected.map(\.step))
        #expect(
          areClose(
            found.compactMap { $0.values["train/loss"] },
            expected.compactMap { $0.values["train/loss"] }
          )
        )
      }
      #expect(seconds.count == expected.count)
    }

    @Test("a checkpoint of before there were sums in it is read")
    func oldCheckpoint() throws {
      let plan = plan(ranks: 2, evaluateEvery: .epochs(2), checkpointEvery: .steps(3))
      let job = try RankJob(plan).finish()
      let path = "\(job.folder.path)/\(RunFolder.checkpoint(step: 6, "json"))"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      guard case .object(var members) = try JSONText.value(JSONValue.self, from: text) else {
        Issue.record("the checkpoint is \(text)")
        return
      }
      #expect(members.removeValue(forKey: "interval") != nil)
      let old = try JSONText.pretty(JSONValue.object(members))
      try Data(old.utf8).write(to: URL(fileURLWithPath: path))
      let resumed = try job.resume(from: 6)
      #expect(try resumed.metric("train/loss").count == 6)
    }

    @Test("throughput is samples over seconds", arguments: [1, 2])
    func throughput(ranks: Int) throws {
      let plan = plan(ranks: ranks, evaluateEvery: .steps(3), checkpointEvery: .steps(2))
      let events = try RankJob(plan).finish().events().filter { $0.kind == .metric }
      let samples = events.map { ($0.values?["throughput"] ?? 0) * ($0.seconds ?? 0) }
      // 39, then 10 and 26, and so on: five times 49 in all.
      #expect(isClose(samples[0], 39) && isClose(samples[1], 36))
      #expect(isClose(samples.reduce(0, +), 245))
    }

    @Test("what modes count on their own is added up over checkpoints, too")
    func figures() throws {
      var plan = plan(ranks: 2, evaluateEvery: .epochs(1), checkpointEvery: .steps(1))
      (plan.mode, plan.sync) = (.pipeline, nil)
      let events = try RankJob(plan).finish().events()
      let metrics = events.filter { $0.kind == .metric }.compactMap(\.values)
      #expect(metrics.count == 5)
      for values in metrics {
        let (bubble, share) = try (
          #require(values["time/bubble"]), #require(values["bubble/share"])
        )
        #expect(bubble > 0 && share > 0 && share < 1)
      }
    }
  }
}

/// A metric event without what depends on time.
struct ReproducibleMetrics: Equatable {
  let step: Int?
  let epoch: Double?
  let values: [String: Double]
}

extension RankJob {
  func reproducibleMetrics() throws -> [ReproducibleMetrics] {
    try events().filter { $0.kind == .metric }.map { event in
      let values = (event.values ?? [:]).filter { $0.key != "throughput" }
      return ReproducibleMetrics(step: event.step, epoch: event.epoch, values: values)
    }
  }
}
