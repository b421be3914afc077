// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  @Suite(.timeLimit(.minutes(2)))
  struct BackupWorkerTests {
    private func plan(ranks: Int, backups: Int, delayed rank: Int?, epochs: Int = 1) -> RunPlan {
      var plan = RunPlan.small(ranks: ranks, epochs: epochs)
      plan.sync = SyncPlan(backupWorkers: backups)
      plan.faults = rank.map { FaultsPlan(delay: FaultsPlan.Delay(rank: $0, milliseconds: 500)) }
      return plan
    }

    /// A rank that takes half a second for a step comes too late for all of them.
    @Test(
      "what a late rank would have said is left out, and nobody waits for it",
      arguments: [(3, 0), (4, 2)]
    )
    func dropped(ranks: Int, delayed: Int) throws {
      let plan = plan(ranks: ranks, backups: 1, delayed: delayed)
      let job = try RankJob(plan).finish()
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      var naive = NaiveTrainer(plan)
      let losses = train(&naive, plan, splits, without: delayed)
      #expect(areClose(try job.metric("train/loss"), losses))
      try job.expectParameters(of: naive)
      let validation = naive.evaluate(splits.validation, of: splits.trainingSet)
      let last = try #require(job.metric("validation/loss").last)
      #expect(isClose(last, validation.loss, atol: 1e-4))

      // It has taken the epoch's four steps for one of its own, or for a few on a busy machine.
      let dropped = try #require(job.metric("gradients/dropped").last)
      #expect(dropped >= 1 && dropped <= 4)
      #expect(try job.events().last { $0.kind == .checkpoint }?.step == 4)
    }

    @Test("a gradient that comes in the middle of later steps changes nothing")
    func comesLate() throws {
      // Classes so far apart that soon nothing moves any more: a gradient of the first parameters
      // would be seen to the end.
      var plan = RunPlan.small(
        ranks: 2,
        data: .blobs(samples: 200_000, validation: 0),
        epochs: 1,
        batch: 4,
        optimizer: OptimizerPlan(momentum: 0)
      )
      plan.data.noise = 0.05
      plan.sync = SyncPlan(backupWorkers: 1)
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 1, milliseconds: 100))
      let job = try RankJob(plan).finish()
      let dropped = try #require(job.metric("gradients/dropped").last)
      #expect(dropped >= 2)
      var naive = NaiveTrainer(plan)
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      let losses = train(&naive, plan, splits, without: 1)
      #expect(areClose(try job.metric("train/loss"), losses, rtol: 1e-3))
      try job.expectParameters(of: naive, atol: 1e-3)
    }

    /// The mean loss of each epoch, of the samples of all ranks but one.
    private func train(
      _ naive: inout NaiveTrainer,
      _ plan: RunPlan,
      _ splits: DataSplits,
      without late: Int
    ) -> [Double] {
      var order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
      return (1...plan.train.epochs).map { epoch in
        order.shuffle(epoch: epoch)
        var (loss, count) = (0.0, 0)
        for batch in 0..<order.stepCount {
          let positions = order.positions(ofBatch: batch)
          let others = (0..<plan.ranks).filter { $0 != late }
          let own = others.flatMap { order.order[positions.part($0, of: plan.ranks)] }
          loss += naive.step(own.map { splits.trainingSet.sample($0) })
          count += own.count
        }
        return loss / Double(count)
      }
    }

    @Test(
      "any number of backup workers, any rank slow: all ranks meet at the end of every stretch",
      arguments: [(2, 1, 0), (3, 2, 1), (4, 1, 0), (4, 3, 3)]
    )
    func meets(ranks: Int, backups: Int, delayed: Int) throws {
      var plan = plan(ranks: ranks, backups: backups, delayed: nil, epochs: 2)
      // The last batch of each epoch is one sample, of one rank.
      plan.train.batch = 12
      plan.train.evaluateEvery = .steps(3)
      plan.train.checkpointEvery = .steps(5)
      plan.faults = FaultsPlan(
        delay: FaultsPlan.Delay(rank: delayed, milliseconds: 2, distribution: .exponential)
      )
      let job = try RankJob(plan).finish()
      let metrics = try job.events().filter { $0.kind == .metric }
      #expect(metrics.map(\.step) == [3, 6, 9, 10])
      for dropped in metrics.compactMap({ $0.values?["gradients/dropped"] }) {
        #expect(dropped >= 0 && dropped <= Double(3 * backups))
      }
      for rank in 0..<ranks { #expect(try job.events(rank: rank).last?.kind == .finished) }
    }

    @Test("a run goes on from a checkpoint, with what the optimizer remembers")
    func resumes() throws {
      var plan = plan(ranks: 2, backups: 1, delayed: 1, epochs: 2)
      plan.train.checkpointEvery = .epochs(1)
      let job = try RankJob(plan).finish()
      let losses = try job.metric("train/loss")
      let finished = try job.start(resuming: "checkpoints/step-000004.json").wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      #expect(areClose(try job.metric("train/loss"), losses + losses.suffix(1)))
    }

    @Test("training with backup workers learns: spirals are told apart")
    func learns() throws {
      var plan = RunPlan.small(
        ranks: 3,
        data: .spirals(samples: 600),
        layers: [2, 64, 64, 2],
        epochs: 60,
        batch: 48
      )
      plan.sync = SyncPlan(backupWorkers: 1)
      plan.faults = FaultsPlan(
        delay: FaultsPlan.Delay(rank: 0, milliseconds: 1, distribution: .exponential)
      )
      let job = try RankJob(plan).finish()
      #expect(try #require(job.metric("test/accuracy").last) > 0.95)
    }
  }
}
