// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct DoubleBufferingTests {
    private func plan(_ sync: SyncPlan, ranks: Int) -> RunPlan {
      var plan = RunPlan.small(ranks: ranks, layers: [5, 7, 4, 3]).with(sync)
      // Every gradient has the rate of its own step.
      plan.train.learningRate.schedule = .cosine
      return plan
    }

    @Test(
      "gradients a step old train as a naive loop with such gradients does",
      arguments: zip([1, 2, 3, 4, 3], [1, 1, 1, 1, 3])
    )
    func equalsNaiveExchange(ranks: Int, slices: Int) throws {
      let sync = SyncPlan(doubleBuffering: true, gradientAccumulation: slices)
      let plan = plan(sync, ranks: ranks)
      let job = try RankJob(plan).finish()
      var naive = try NaiveExchange(plan)
      #expect(areClose(try job.metric("train/loss"), naive.train()))
      try job.expectParameters(of: naive.trainer)
      guard ranks > 1 else { return }
      #expect(
        try job.notes().contains(
          "gradients are summed by MPI's own nonblocking allreduce during the next step, and are "
            + "a step old"
        )
      )
    }

    @Test(
      "compressed gradients a step old train as a naive loop with such gradients does",
      arguments: zip([SyncPlan.Compression.bf16, .fp16, .topk], [2, 3, 3])
    )
    func compressed(compression: SyncPlan.Compression, ranks: Int) throws {
      let sync = SyncPlan(doubleBuffering: true, compression: compression, topShare: 0.2)
      let plan = plan(sync, ranks: ranks)
      let job = try RankJob(plan).finish()
      var naive = try NaiveExchange(plan)
      #expect(areClose(try job.metric("train/loss"), naive.train(), atol: compression.rounding))
      try job.expectParameters(of: naive.trainer, atol: compression.rounding)
    }

    @Test("nothing is under way at a checkpoint: a run goes on bit for bit")
    func resume() throws {
      var plan = plan(SyncPlan(doubleBuffering: true), ranks: 3)
      plan.train.checkpointEvery = .steps(5)
      let job = try RankJob(plan).finish()
      let whole = try job.files(step: 12)
      #expect(try job.resume(from: 5).files(step: 12) == whole)
    }
  }
}
