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

    @Test("a worker that is killed while it waits for the others to end an epoch is told of, too")
    func waiting() throws {
      let async = AsyncPlan(placement: .dedicated, tolerateWorkerLoss: true)
      let data = DataPlan.blobs(samples: 300, validation: 0)
      var plan = RunPlan.small(data: data, epochs: 2, batch: 5).asynchronous(async, ranks: 3)
      plan.data.isSharded = true
      // 30 steps of each worker: those of rank 1 take three seconds.
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 1, milliseconds: 100))
      let job = try RankJob(plan)
      let ranks = try job.start(launcher: ["--enable-recovery"])
      while !job.hasSaid("wait: wait for slower workers", rank: 0) {
        try Task.checkCancellation()
        usleep(20_000)
      }
      kill(try job.process(of: 0), SIGKILL)
      let finished = try ranks.wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      let warnings = try job.events(rank: 2).filter { $0.kind == .warning }
      #expect(warnings.map(\.message) == ["rank 0 is gone; the other workers go on without it"])
      #expect(try job.events(rank: 1).last?.kind == .finished)
    }

    @Test("without any worker there is nothing to go on with, and the run says so")
    func nobody() throws {
      let async = AsyncPlan(placement: .dedicated, tolerateWorkerLoss: true)
      var plan = RunPlan.small().asynchronous(async, ranks: 2)
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: 0, step: 2))
      let job = try RankJob(plan)
      // With recovery mpirun says 0 whatever happens.
      _ = try job.start(launcher: ["--enable-recovery"]).wait()
      let message = try job.events(rank: 1).last?.message
      let words = ", wait for slower workers: no worker is left"
      #expect(message?.hasPrefix("step ") == true && message?.hasSuffix(words) == true)
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
      #expect(failures.contains { $0.message?.hasSuffix(": \(words)") == true })
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

extension RankJob {
  /// Whether a rank has said with a sign of life that it does something; half a line is none.
  fileprivate func hasSaid(_ words: String, rank: Int) -> Bool {
    (try? events(rank: rank).contains { $0.kind == .heartbeat && $0.message == words }) == true
  }
}
