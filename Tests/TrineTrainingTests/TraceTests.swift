// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

extension RankSuites {
  struct TraceTests {
    private func spans(_ job: RankJob, rank: Int) throws -> [TraceSpan] {
      let text = try String(contentsOfFile: job.folder.trace(rank: rank), encoding: .utf8)
      return try text.split(separator: "\n").map { line in
        try JSONText.value(TraceSpan.self, from: String(line))
      }
    }

    @Test(
      "each traced step has all that was done for it, in order",
      arguments: [1, 2, 3],
      [SyncPlan.Allreduce.flat, .shared]
    )
    func steps(ranks: Int, allreduce: SyncPlan.Allreduce) throws {
      var plan = RunPlan.small(ranks: ranks)
      plan.traceSteps = 3
      plan.sync?.allreduce = allreduce
      let job = try RankJob(plan).finish()
      let sum = ranks > 1 ? ["wait for the other ranks", "allreduce of gradients"] : []
      let isFused = ranks > 1 && allreduce == .shared
      let expected =
        ["gathering a batch", "forward of layer 1", "forward of layer 2", "loss"]
        + ["backward of layer 2", "backward of layer 1"] + sum
        + [isFused ? "wait for the other ranks" : "update of the parameters"]
      for rank in 0..<ranks {
        let spans = try spans(job, rank: rank)
        #expect(Set(spans.map(\.step)) == [1, 2, 3])
        for step in 1...3 { #expect(spans.filter { $0.step == step }.map(\.name) == expected) }
        #expect(spans.allSatisfy { $0.start <= $0.end })
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
      }
    }

    @Test("it is there as soon as its last step is over, whatever happens then")
    func killed() throws {
      let data = DataPlan.blobs(samples: 200, validation: 0)
      var plan = RunPlan.small(ranks: 2, data: data, epochs: 1, batch: 5)
      plan.traceSteps = 5
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: 1, step: 30))
      let job = try RankJob(plan)
      #expect(try job.start().wait().exitCode != 0)
      for rank in 0..<2 { #expect(try Set(spans(job, rank: rank).map(\.step)) == Set(1...5)) }
    }

    @Test("where ranks take their own steps each keeps its first ones, and servers what they serve")
    func asynchronous() throws {
      // Shards of 45 samples: nine steps of each worker.
      let data = DataPlan.blobs(samples: 90, validation: 0)
      var plan = RunPlan.small(data: data, epochs: 1, batch: 5).asynchronous(
        AsyncPlan(servers: 2, placement: .dedicated),
        ranks: 4
      )
      plan.traceSteps = 4
      plan.data.isSharded = true
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 1, milliseconds: 5))
      let job = try RankJob(plan).finish()
      for rank in 0..<4 {
        let spans = try spans(job, rank: rank)
        #expect(Set(spans.map(\.step)) == [1, 2, 3, 4])
        let work = rank < 2 ? "forward of layer 1" : "serving parameters"
        #expect(spans.contains { $0.name == work })
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
      }
    }

    @Test("a run that is resumed after its traced steps keeps their timeline")
    func resumed() throws {
      var plan = RunPlan.small(ranks: 2)
      plan.traceSteps = 3
      plan.train.checkpointEvery = .steps(5)
      let job = try RankJob(plan).finish()
      let before = try spans(job, rank: 1)
      #expect(try job.start(resuming: "checkpoints/step-000005.json").wait().exitCode == 0)
      #expect(try spans(job, rank: 1) == before)
    }

    @Test("one that is resumed before their end keeps the first of them and goes on behind")
    func resumedEarly() throws {
      var plan = RunPlan.small(ranks: 2)
      plan.train.checkpointEvery = .steps(5)
      let job = try RankJob(plan).finish()
      defer { withExtendedLifetime(job) {} }
      let before = try (0..<2).map { try spans(job, rank: $0).filter { $0.step <= 5 } }
      let end = try #require(before.joined().map(\.end).max())
      let resumed = try job.resume(from: 5).resume(from: 10)
      for rank in 0..<2 {
        let after = try spans(resumed, rank: rank)
        #expect(Array(after.prefix { $0.step <= 5 }) == before[rank])
        #expect(after.map(\.step) == after.map(\.step).sorted())
        #expect(Set(after.map(\.step)) == Set(1...12))
        #expect(after.allSatisfy { $0.step <= 5 || $0.start >= end })
        #expect(zip(after, after.dropFirst()).allSatisfy { $0.end <= $1.start })
      }
    }

    @Test("a timeline longer than memory has room for takes no room before it is there")
    func endless() throws {
      var plan = RunPlan.small(epochs: 1)
      plan.traceSteps = 2_000_000_000
      #expect(try Set(spans(RankJob(plan).finish(), rank: 0).map(\.step)) == [1, 2, 3, 4])
    }
  }
}
