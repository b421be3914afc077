// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct WireTests {
    private static let wire = WirePlan(latency: 1e-3, bandwidth: 1e6)

    /// 89 parameters, 12 steps.
    private func plan(_ sync: SyncPlan, ranks: Int) -> RunPlan {
      RunPlan.small(ranks: ranks, layers: [5, 7, 4, 3]).with(sync)
    }

    /// Ways of summing, and the messages one after the other and the bytes of a step of n ranks.
    struct Kind: Sendable {
      let sync: SyncPlan
      var messages: @Sendable (Int) -> Int = { 2 * ($0 - 1) }
      var bytes: @Sendable (Int) -> Int = { 2 * ($0 - 1) * 89 * 4 / $0 }
      var isHidden = false
      var isStrict = false
    }

    static let kinds = [
      Kind(sync: SyncPlan(allreduce: .flat)),
      Kind(sync: SyncPlan(allreduce: .ring)),
      Kind(sync: SyncPlan(doubleBuffering: true), isHidden: true),
      // The latencies of three buckets overlap.
      Kind(sync: SyncPlan(bucket: 1), isHidden: true),
      Kind(sync: SyncPlan(compression: .bf16), bytes: { 4 * ($0 - 1) * (89 / $0) }),
      Kind(
        sync: SyncPlan(compression: .topk, topShare: 0.1),
        messages: { $0 - 1 },
        bytes: { 72 * ($0 - 1) }
      ),
      Kind(sync: SyncPlan(), messages: { 2 * $0.trailingZeroBitCount }, isStrict: true),
    ]

    @Test(
      "a run over a wire takes the time it must and comes to the same bits",
      arguments: zip(kinds.indices, [2, 3, 2, 3, 2, 3, 4])
    )
    func lowerBound(kind: Int, ranks: Int) throws {
      let kind = Self.kinds[kind]
      var plan = plan(kind.sync, ranks: ranks)
      if kind.isStrict { (plan.deterministic, plan.threads) = (.strict, 1) }
      let without = try RankJob(plan).finish()
      plan.wire = Self.wire
      let job = try RankJob(plan).finish()
      #expect(try job.checkpoint().bytes == without.checkpoint().bytes)
      #expect(try job.metric("train/loss") == without.metric("train/loss"))
      let step = Double(kind.messages(ranks)) * 1e-3 + Double(kind.bytes(ranks)) / 1e6
      for rank in 0..<ranks {
        #expect(try job.total("time/communicate", rank: rank) >= (kind.isHidden ? 0 : 12 * step))
        let phases = try ["communicate", "compute", "wait", "data"].map {
          try job.total("time/\($0)", rank: rank)
        }
        #expect(phases.reduce(0, +) >= 12 * step)
      }
    }

    @Test(
      "the run says that the wire is simulated; over it there is no memory to share",
      arguments: [
        (50e-6, 1e9, "50 us, 1 GB/s"), (0, 12.5e6, "0 ns, 12.50 MB/s"),
      ]
    )
    func note(latency: Double, bandwidth: Double, words: String) throws {
      var plan = RunPlan.small(ranks: 2, epochs: 0)
      plan.wire = WirePlan(latency: latency, bandwidth: bandwidth)
      #expect(
        try RankJob(plan).finish().notes().prefix(2) == [
          "the wire is simulated: \(words)", "gradients are summed by MPI's own allreduce",
        ]
      )
    }

    @Test("the sums of split layers go over the wire, too")
    func tensor() throws {
      var plan = RunPlan.small(ranks: 2, layers: [5, 8, 3])
      (plan.mode, plan.tensor, plan.sync) = (.tensor, TensorPlan(), nil)
      plan.wire = Self.wire
      let job = try RankJob(plan).finish()
      var naive = NaiveTrainer(plan)
      let losses = naive.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      #expect(areClose(try job.metric("train/loss"), losses))
      // One sum a step at the least, of two messages.
      #expect(try job.total("time/communicate") >= 12 * 2e-3)
    }

    @Test(
      "stages send over the wire, too, and come to the same bits",
      arguments: PipelinePlan.Schedule.allCases
    )
    func pipeline(schedule: PipelinePlan.Schedule) throws {
      var plan = RunPlan.pipelined(3, microbatches: 2, schedule: schedule)
      let without = try RankJob(plan).finish()
      plan.wire = Self.wire
      let job = try RankJob(plan).finish()
      #expect(try job.checkpoint().bytes == without.checkpoint().bytes)
      // The first stage waits for two stages there and back: in every step, or once an epoch.
      let waits = schedule == .stashed ? 2 : try #require(job.events().last?.step)
      #expect(try job.total("time/wait") >= Double(waits) * 4 * 1e-3)
    }

    @Test("gradients for backup workers and the parameters they get go over the wire, too")
    func backups() throws {
      var plan = self.plan(SyncPlan(backupWorkers: 1), ranks: 2)
      plan.wire = Self.wire
      let job = try RankJob(plan).finish()
      // Two messages an exchange, of which the slower rank has one at least.
      #expect(try job.total("time/communicate", rank: 1) >= 2 * (1e-3 + 89 * 4 / 1e6))
    }

    @Test(
      "pushes and pulls go over the wire, too, and change nothing else",
      arguments: [AsyncPlan.Placement.colocated, .dedicated]
    )
    func servers(placement: AsyncPlan.Placement) throws {
      // One worker takes every step; beside its server it needs no wire.
      var plan = RunPlan.small(ranks: 2, layers: [5, 7, 4, 3])
      (plan.mode, plan.sync, plan.async) = (.async, nil, AsyncPlan(placement: placement))
      plan.wire = Self.wire
      let job = try RankJob(plan).finish()
      let steps = try #require(job.events().last?.step)
      let away = placement == .dedicated ? 0 : 1
      let seconds = try ["communicate", "wait"].map { try job.total("time/\($0)", rank: away) }
      // The worker without a server of its own takes at least one of the steps, there and back.
      let least = placement == .dedicated ? steps : 1
      #expect(seconds.reduce(0, +) >= Double(least) * 2 * (1e-3 + 89 * 4 / 1e6))
      guard placement == .dedicated else { return }
      plan.wire = nil
      #expect(try RankJob(plan).finish().checkpoint().bytes == job.checkpoint().bytes)
    }
  }
}
