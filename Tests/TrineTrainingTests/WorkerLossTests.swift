// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

extension RankSuites {
  @Suite(.timeLimit(.minutes(2)))
  struct WorkerLossTests {
    private func plan(servers: Int, killed: Int) -> RunPlan {
      var plan = RunPlan.small(data: .blobs(samples: 450, validation: 0), batch: 5).asynchronous(
        AsyncPlan(servers: servers, placement: .dedicated, tolerateWorkerLoss: true),
        ranks: 3 + servers
      )
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: killed, step: 10))
      // So that it takes a step at all before the others have taken every one.
      plan.data.isSharded = true
      return plan
    }

    @Test(
      "the others finish when a worker is killed, also without rank 0",
      arguments: [(1, 0), (1, 2), (2, 1)]
    )
    func survives(servers: Int, killed: Int) throws {
      let job = try RankJob(plan(servers: servers, killed: killed))
      let finished = try job.start(launcher: ["--enable-recovery"]).wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      for rank in 0..<job.plan.ranks {
        let last = try job.events(rank: rank).last?.kind
        #expect((last == .finished) == (rank != killed))
      }
      let warnings = try job.events(rank: 3).filter { $0.kind == .warning }
      #expect(
        warnings.map(\.message) == ["rank \(killed) is gone; the other workers go on without it"]
      )
      let speaker = killed == 0 ? 1 : 0
      let metrics = try job.events(rank: speaker).filter { $0.kind == .metric }
      // 450 samples in shards of 150: 30 steps of each worker.
      #expect(metrics.compactMap(\.step) == [90, 180, 270])
      #expect(metrics.compactMap { $0.values?["train/loss"] }.allSatisfy { $0.isFinite })
      let file = "\(job.folder.path)/\(RunFolder.checkpoint(step: 270))"
      #expect(FileManager.default.fileExists(atPath: file))
    }

    @Test("without any worker there is nothing to go on with, and the run says so")
    func nobody() throws {
      let async = AsyncPlan(placement: .dedicated, tolerateWorkerLoss: true)
      var plan = RunPlan.small().asynchronous(async, ranks: 2)
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: 0, step: 2))
      let job = try RankJob(plan)
      // With recovery mpirun says 0 whatever happens.
      _ = try job.start(launcher: ["--enable-recovery"]).wait()
      #expect(try job.events(rank: 1).last?.message == "no worker is left")
    }

    @Test("a server that is killed ends the run, and workers say so", arguments: [2, 3])
    func server(killed: Int) throws {
      let async = AsyncPlan(servers: 2, placement: .dedicated, tolerateWorkerLoss: true)
      var plan = RunPlan.small().asynchronous(async, ranks: 4)
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: killed, step: 2))
      let job = try RankJob(plan)
      // With recovery mpirun says 0 whatever happens.
      _ = try job.start(launcher: ["--enable-recovery"]).wait()
      let last = try job.events(rank: killed).last
      #expect(last?.kind == .failed && last?.step == 1)
      let failures = try (0..<4).compactMap { try job.events(rank: $0).last }
        .filter { $0.kind == .failed }
      let words = "the parameter server on rank \(killed) is gone"
      #expect(failures.contains { $0.message == words })
      // The workers ended only since the server had.
      for rank in 0..<4 { #expect(try !job.events(rank: rank).contains { $0.kind == .warning }) }
    }

    @Test("without tolerance the others end, too")
    func intolerant() throws {
      var plan = plan(servers: 1, killed: 1)
      plan.async?.tolerateWorkerLoss = false
      let job = try RankJob(plan)
      #expect(try job.start().wait().exitCode != 0)
      #expect(try job.events(rank: 0).last?.kind != .finished)
    }
  }
}
