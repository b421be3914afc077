// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct BucketTests {
    /// Layers of 42, 32 and 15 parameters: 168, 128 and 60 bytes.
    private func plan(_ sync: SyncPlan, ranks: Int) -> RunPlan {
      RunPlan.small(ranks: ranks, layers: [5, 7, 4, 3]).with(sync)
    }

    @Test(
      "gradients in buckets train as a naive loop does",
      arguments: zip(
        [(1, 3, 1), (187, 3, 2), (188, 2, 1), (355, 2, 3), (356, 1, 1), (1_000_000, 1, 2)],
        [2, 3, 2, 4, 2, 1]
      )
    )
    func equalsNaiveTrainer(bucket: (limit: Int, count: Int, slices: Int), ranks: Int) throws {
      let sync = SyncPlan(gradientAccumulation: bucket.slices, bucket: bucket.limit)
      let plan = plan(sync, ranks: ranks)
      let job = try RankJob(plan).finish()
      var naive = NaiveTrainer(plan)
      let losses = naive.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      #expect(areClose(try job.metric("train/loss"), losses))
      try job.expectParameters(of: naive)
      guard ranks > 1 else { return }
      let words = bucket.count == 1 ? "1 bucket" : "\(bucket.count) buckets"
      #expect(
        try job.notes().contains(
          "gradients are summed by MPI's own nonblocking allreduce in \(words) during the "
            + "backward pass"
        )
      )
      // 12 steps of 89 floats: 2 (n - 1) / n of them leave each rank.
      guard ranks == 2 else { return }
      #expect(try job.total("bytes/sent") == 12 * 89 * 4)
    }

    @Test(
      "the sum of a bucket says whose gradients they are",
      arguments: [(1, ["layer 3", "layer 2", "layer 1"]), (188, ["layers 2-3", "layer 1"])]
    )
    func names(limit: Int, layers: [String]) throws {
      let job = try RankJob(plan(SyncPlan(bucket: limit), ranks: 2)).finish()
      let text = try String(contentsOfFile: job.folder.trace(rank: 1), encoding: .utf8)
      let sums = try text.split(separator: "\n")
        .map { try JSONText.value(TraceSpan.self, from: String($0)) }
        .filter { $0.step == 1 && $0.phase == "communicate" }
      let names = Set(sums.map(\.name))
      #expect(names == Set(layers.map { "allreduce of gradients of \($0)" }))
    }

    @Test("slices of a batch add up to it, however gradients are summed", arguments: [1, 2, 3])
    func accumulation(ranks: Int) throws {
      let allreduce = ranks == 2 ? SyncPlan.Allreduce.flat : .auto
      let plan = plan(SyncPlan(gradientAccumulation: 4, allreduce: allreduce), ranks: ranks)
      let job = try RankJob(plan).finish()
      var naive = NaiveTrainer(plan)
      let losses = naive.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      #expect(areClose(try job.metric("train/loss"), losses))
      try job.expectParameters(of: naive)
    }
  }
}
