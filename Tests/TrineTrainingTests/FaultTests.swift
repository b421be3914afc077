// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  @Suite(.timeLimit(.minutes(2)))
  struct FaultTests {
    private func plan(ranks: Int, _ delay: FaultsPlan.Delay?) -> RunPlan {
      var plan = RunPlan.small(ranks: ranks)
      plan.faults = FaultsPlan(delay: delay)
      return plan
    }

    /// The delays of a rank in the steps that are traced: step and seconds.
    private func delays(_ job: RankJob, rank: Int) throws -> [(step: Int, seconds: Double)] {
      let text = try String(contentsOfFile: job.folder.trace(rank: rank), encoding: .utf8)
      return try text.split(separator: "\n")
        .map { try JSONText.value(TraceSpan.self, from: String($0)) }
        .filter { $0.name == "delay on purpose" }
        .map { ($0.step, $0.end - $0.start) }
    }

    @Test("a slow rank takes as much longer as is asked for, and changes nothing else")
    func constant() throws {
      let usual = try RankJob(plan(ranks: 3, nil)).finish()
      let delay = FaultsPlan.Delay(rank: 2, milliseconds: 7)
      let job = try RankJob(plan(ranks: 3, delay)).finish()
      // Four steps a stretch.
      let phases = try job.events(rank: 2).filter { $0.kind == .phase }
      #expect(phases.count == 3)
      #expect(phases.allSatisfy { $0.values?["time/compute"] ?? 0 >= 0.028 })
      #expect(try delays(job, rank: 2).map(\.step) == Array(1...12))
      #expect(try delays(job, rank: 0).isEmpty)
      #expect(try job.checkpointBytes() == usual.checkpointBytes())
      #expect(try job.metric("train/loss") == usual.metric("train/loss"))
    }

    @Test("a rank that is slow now and then is so in every so many steps")
    func periodic() throws {
      let delay = FaultsPlan.Delay(rank: 0, milliseconds: 5, distribution: .periodic, every: 5)
      let delays = try delays(RankJob(plan(ranks: 2, delay)).finish(), rank: 0)
      #expect(delays.map(\.step) == [5, 10])
      #expect(delays.allSatisfy { $0.seconds >= 0.005 })
    }

    @Test("where each rank takes its own steps, those count, over all epochs")
    func periodicOwn() throws {
      // Shards of 20 samples: two steps an epoch of each rank.
      let data = DataPlan.blobs(samples: 60, validation: 0)
      var plan = RunPlan.small(data: data, epochs: 5, batch: 10).asynchronous(
        AsyncPlan(staleness: .init(bound: 0)),
        ranks: 3
      )
      plan.data.isSharded = true
      plan.faults = FaultsPlan(
        delay: FaultsPlan.Delay(rank: 1, milliseconds: 5, distribution: .periodic, every: 4)
      )
      #expect(try delays(RankJob(plan).finish(), rank: 1).map(\.step) == [4, 8])
    }

    @Test("a rank that only serves is slow in every so many gradients, over all epochs")
    func periodicServer() throws {
      let async = AsyncPlan(placement: .dedicated)
      // Four steps an epoch, and as many gradients.
      var plan = plan(ranks: 2, nil).asynchronous(async, ranks: 2)
      plan.faults = FaultsPlan(
        delay: FaultsPlan.Delay(rank: 1, milliseconds: 5, distribution: .periodic, every: 5)
      )
      #expect(try delays(RankJob(plan).finish(), rank: 1).count == 2)
    }

    @Test("exponential delays differ from step to step, and are those of the seed, resumed or not")
    func exponential() throws {
      var plan = plan(
        ranks: 2,
        FaultsPlan.Delay(rank: 1, milliseconds: 4, distribution: .exponential)
      )
      plan.train.checkpointEvery = .steps(5)
      let whole = try RankJob(plan).finish()
      let halved = try RankJob(plan).finish()
      defer { withExtendedLifetime(halved) {} }
      for job in [whole, try halved.resume(from: 5)] {
        let delays = try delays(job, rank: 1)
        #expect(delays.map(\.step) == Array(1...12))
        for (step, seconds) in delays {
          var random = RandomStream(seed: plan.seed, for: .delay(step: step))
          let expected = -0.004 * log(1 - Double(random.uniform()))
          #expect(seconds >= expected)
        }
      }
    }

    @Test("a rank that only serves is slow with each gradient", arguments: [2, 3])
    func slowServer(rank: Int) throws {
      let async = AsyncPlan(servers: 2, placement: .dedicated)
      var plan = plan(ranks: 4, nil).asynchronous(async, ranks: 4)
      plan.train.epochs = 1
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: rank, milliseconds: 20))
      let job = try RankJob(plan).finish()
      // Four steps, of whichever worker.
      #expect(try job.time("compute", rank: rank) >= 0.08)
    }

    @Test("a rank shows signs of life in a delay, however long", arguments: [0, 1])
    func alive(backups: Int) throws {
      // One step.
      var plan = RunPlan.small(ranks: 2, epochs: 1, batch: 61)
      plan.sync?.backupWorkers = backups
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 0, milliseconds: 2500))
      let beats = try RankJob(plan).finish().events().filter {
        $0.kind == .heartbeat && $0.message == "compute: delay on purpose"
      }
      #expect(beats.count >= 2)
      #expect(beats.allSatisfy { $0.values?["since"] ?? 1 < 0.5 })
    }

    @Test("a rank that is to die dies before its step, and the run with it")
    func kill() throws {
      var plan = plan(ranks: 3, nil)
      plan.train.evaluateEvery = .steps(1)
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: 1, step: 6))
      let job = try RankJob(plan)
      #expect(try job.start().wait().exitCode != 0)
      let steps = try job.events().filter { $0.kind == .metric }.compactMap(\.step)
      // What follows step 5 may be cut off on rank 0 by the death of rank 1.
      #expect([[1, 2, 3, 4], [1, 2, 3, 4, 5]].contains(steps))
      for rank in 0..<3 {
        let kinds = try job.events(rank: rank).map(\.kind)
        #expect(kinds.first == .started)
        #expect(!kinds.contains(.finished) && kinds.contains(.failed) == (rank == 1))
      }
      let last = try #require(job.events(rank: 1).last)
      #expect(last.message == "killed by the experiment's own 'faults.kill' before step 6")
      #expect((last.kind, last.rank, last.step) == (.failed, 1, 5))
    }

    @Test("a run that goes on after a planned death comes to the bits of one without it")
    func killOnce() throws {
      var plan = plan(ranks: 2, nil)
      plan.train.checkpointEvery = .steps(5)
      let whole = try RankJob(plan).finish()
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: 1, step: 8))
      let job = try RankJob(plan)
      #expect(try job.start().wait().exitCode != 0)
      let finished = try job.start(resuming: "checkpoints/step-000005.json").wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      let steps = try #require(whole.events().last?.step)
      let last = { (job: RankJob) in
        try SafetensorsFile("\(job.folder.path)/\(RunFolder.checkpoint(step: steps))").bytes
      }
      #expect(try last(job) == last(whole))
    }
  }
}
