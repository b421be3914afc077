// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct AllreduceTests {
    private func plan(_ allreduce: SyncPlan.Allreduce, ranks: Int) -> RunPlan {
      RunPlan.small(ranks: ranks, layers: [5, 9, 4, 3])
        .with(SyncPlan(allreduce: allreduce), checkpointEvery: .steps(5))
    }

    private func note(_ allreduce: SyncPlan.Allreduce, ranks: Int) -> String {
      switch allreduce {
      case .flat: "gradients are summed by MPI's own allreduce"
      case .ring: "gradients are summed by a ring of messages"
      case .shared, .hierarchical, .auto:
        "gradients are summed through memory that \(ranks) ranks of a node share"
      }
    }

    @Test(
      "every allreduce trains as a naive loop does, and says what it is",
      arguments: SyncPlan.Allreduce.allCases,
      [2, 4]
    )
    func equalsNaiveTrainer(allreduce: SyncPlan.Allreduce, ranks: Int) throws {
      let job = try RankJob(plan(allreduce, ranks: ranks)).finish()
      #expect(try job.notes().contains(note(allreduce, ranks: ranks)))
      try expectLastLoss(of: job)
    }

    @Test(
      "with every allreduce a run goes on bit for bit, and with another number of ranks",
      arguments: [(SyncPlan.Allreduce.flat, 4), (.ring, 2), (.shared, 2), (.hierarchical, 1)]
    )
    func resume(allreduce: SyncPlan.Allreduce, otherRanks: Int) throws {
      let job = try RankJob(plan(allreduce, ranks: 3)).finish()
      try expectLastLoss(of: job)
      let whole = try job.files(step: 12)
      #expect(try job.resume(from: 5).files(step: 12) == whole)
      try expectLastLoss(of: job.resume(from: 5, ranks: otherRanks))
    }

    /// Expects the last epoch of a run to be that of a naive trainer.
    private func expectLastLoss(of job: RankJob) throws {
      var naive = NaiveTrainer(job.plan)
      let losses = naive.train(try DataSplits.load(job.plan.data, seed: job.plan.seed) {})
      let found = try #require(job.metric("train/loss").last)
      #expect(isClose(found, try #require(losses.last)))
    }
  }
}
