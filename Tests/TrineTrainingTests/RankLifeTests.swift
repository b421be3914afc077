// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  @Suite(.timeLimit(.minutes(2)))
  struct RankLifeTests {
    /// A run that goes on until somebody ends it, with epochs long enough for a heartbeat in each.
    static let endless = RunPlan.small(
      ranks: 2,
      data: .blobs(samples: 100_000, validation: 0),
      epochs: 1_000_000,
      batch: 4
    )

    @Test("each rank's events begin with its process and end with finished", arguments: [1, 3])
    func events(ranks: Int) throws {
      let job = try RankJob(.small(ranks: ranks, epochs: 2)).finish()
      for rank in 0..<ranks {
        let events = try job.events(rank: rank)
        #expect(events.first?.kind == .started)
        #expect(events.first?.values?["process"].map { $0 > 0 } == true)
        #expect(events.last?.kind == .finished)
        #expect(events.map(\.t) == events.map(\.t).sorted())
        #expect(events.contains { $0.kind == .metric } == (rank == 0))
        #expect(events.contains { $0.kind == .checkpoint } == (rank == 0))
        let phases = events.filter { $0.kind == .phase }
        #expect(phases.count == 2)
        for phase in phases {
          let names = Set(try #require(phase.values).keys)
          #expect(
            names == [
              "time/compute", "time/communicate", "time/wait", "time/data", "bytes/sent",
              "memory/peak", "memory/parameters",
            ]
          )
        }
        #expect(try job.log(rank: rank).isEmpty)
      }
      let metrics = try job.events().filter { $0.kind == .metric }
      // 61 samples, 12 for validation, 13 a batch: four steps an epoch.
      #expect(metrics.map(\.step) == [4, 8])
      #expect(metrics.map(\.epoch) == [1, 2])
      #expect(try job.metric("throughput").allSatisfy { $0 > 0 })
      #expect(
        try job.events().last { $0.kind == .checkpoint }?.message == RunFolder.checkpoint(step: 8)
      )
    }

    @Test("all ranks say that they are alive, rank 0 also how it gets on")
    func heartbeats() throws {
      let job = try RankJob(Self.endless)
      let ranks = try job.start()
      try job.waitForHeartbeats()
      ranks.kill()
      _ = try ranks.wait()
      let first = try #require(job.events(rank: 0).first { $0.kind == .heartbeat })
      let second = try #require(job.events(rank: 1).first { $0.kind == .heartbeat })
      let common: Set = ["progress", "since"]
      #expect(first.values.map { Set($0.keys) } == common.union(["train/loss", "throughput"]))
      #expect(second.values.map { Set($0.keys) } == common)
      #expect(try #require(first.step) > 0)
      #expect(try #require(first.epoch) > 0)
    }

    @Test("when a rank is killed the others end too")
    func deadRank() throws {
      let job = try RankJob(Self.endless)
      let ranks = try job.start()
      try job.waitForHeartbeats()
      kill(try job.process(of: 1), SIGKILL)
      let finished = try ranks.wait()
      #expect(finished.exitCode != 0)
      try waitUntilGone(job.process(of: 0))
      #expect(try job.events(rank: 1).last?.kind != .finished)
    }

    @Test("when mpirun is killed the ranks end too")
    func deadLauncher() throws {
      let job = try RankJob(Self.endless)
      let ranks = try job.start()
      try job.waitForHeartbeats()
      ranks.kill()
      _ = try ranks.wait()
      for rank in 0..<2 { try waitUntilGone(job.process(of: rank)) }
    }

    @Test("when the supervisor is gone the ranks say so and end")
    func deadSupervisor() throws {
      let supervisor = try Running("/usr/bin/env", ["sleep", "1000"])
      let process = supervisor.process.processIdentifier
      let job = try RankJob(Self.endless)
      let host = try kernelHostName()
      let ranks = try job.start(environment: [
        "TRINE_SUPERVISOR": "\(process)", "TRINE_SUPERVISOR_HOST": host,
      ])
      try job.waitForHeartbeats()
      supervisor.kill()
      #expect(try ranks.wait().exitCode == 1)
      _ = try supervisor.wait()
      let last = try (0..<2).compactMap { try job.events(rank: $0).last { $0.kind == .failed } }
      #expect(last.first?.message == "the supervisor (process \(process)) is gone")
    }

    @Test("a supervisor on another machine is not looked for")
    func foreignSupervisor() throws {
      let job = try RankJob(.small())
      let ranks = try job.start(environment: [
        "TRINE_SUPERVISOR": "2000000000", "TRINE_SUPERVISOR_HOST": "elsewhere.example",
      ])
      #expect(try ranks.wait().exitCode == 0)
    }

    @Test("a rank that cannot go on says why, in its events and its log")
    func failure() throws {
      let job = try RankJob(.small(ranks: 2, layers: [4, 3]))
      let finished = try job.start().wait()
      #expect(finished.exitCode == 1)
      let reason = "'model.layers' begins with 4, but a sample of the synthetic set has 5 values"
      let failed = try (0..<2).filter { rank in
        try job.events(rank: rank).contains { $0.kind == .failed }
      }
      let rank = try #require(failed.first)
      let event = try #require(job.events(rank: rank).last)
      #expect((event.kind, event.rank) == (.failed, rank))
      #expect(event.step == nil, "it had not begun to train")
      #expect(event.message == reason)
      let log = "rank \(rank) of 2: \(reason)\n  fix: use layers: [5, 3]\n"
      #expect(try job.log(rank: rank) == log)
    }

    @Test("a loss that is no number any more ends the run")
    func divergence() throws {
      let job = try RankJob(.small(learningRate: 1e30))
      #expect(try job.start().wait().exitCode == 1)
      #expect(try job.events().last?.step != nil)
      let message = try #require(job.events().last?.message)
      let words =
        "adding up what was measured: training diverged: train/loss is not a finite number"
      #expect(message.hasPrefix("step 4, \(words) after epoch 1"), "\(message)")
      #expect(!message.contains("fix:"), "a reason is one line")
    }

    @Test("a rank that fails while it trains says at which step and in what, once")
    func place() throws {
      let job = try RankJob(.small(epochs: 1))
      // A file where the folder is to be.
      try Data().write(to: URL(fileURLWithPath: job.folder.checkpoints))
      #expect(try job.start().wait().exitCode == 1)
      let last = try #require(job.events().last)
      let file = "\(job.folder.path)/\(RunFolder.checkpoint(step: 4))"
      let message = try #require(last.message)
      #expect(message.hasPrefix("step 4, checkpoint: \(file)"), "\(message)")
      #expect(message.ranges(of: "step 4").count == 1)
      #expect(last.step == 4)
      let log = try job.log(rank: 0)
      #expect(
        log == "rank 0 of 1: \(message)\n  fix: make room on the disk, or make the folder "
          + "writable\n"
      )
    }

    @Test("a world of another size than planned is refused")
    func worldSize() throws {
      let job = try RankJob(.small(ranks: 3))
      let words = Program.mpirun(ranks: 2) + [Program.worker, job.folder.path]
      #expect(try Program.run("/usr/bin/env", words).exitCode == 1)
      let events = try job.events(rank: 0) + job.events(rank: 1)
      let message = events.first { $0.kind == .failed }?.message
      #expect(message?.hasPrefix("the world size is 2, but the plan has 3 ranks") == true)
    }

    @Test("a folder without a plan, or with one of another kind, is refused")
    func noPlan() throws {
      let job = try RankJob(.small())
      try FileManager.default.removeItem(atPath: job.folder.plan)
      #expect(try job.start().wait().exitCode == 1)
      #expect(try job.log(rank: 0).contains("plan.json: the file cannot be read: No such file"))
      try Data("{}".utf8).write(to: URL(fileURLWithPath: job.folder.plan))
      #expect(try job.start().wait().exitCode == 1)
      #expect(try job.log(rank: 0).contains("this is not a plan this version of Trine can run"))
    }
  }
}

// MARK: - Waiting

extension RankJob {
  func process(of rank: Int) throws -> pid_t {
    let event = try #require(events(rank: rank).first { $0.kind == .started })
    return pid_t(try #require(event.values?["process"]))
  }

  /// Waits until every rank has beaten; the suite's time limit ends a wait in vain.
  func waitForHeartbeats() throws {
    for rank in 0..<plan.ranks {
      while (try? events(rank: rank).contains { $0.kind == .heartbeat }) != true {
        try Task.checkCancellation()
        usleep(20_000)
      }
    }
  }
}

/// Waits until a process has ended, noticed by its parent or not.
private func waitUntilGone(_ process: pid_t) throws {
  while let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    !stat.contains(") Z "), !stat.contains(") X ")
  {
    try Task.checkCancellation()
    usleep(20_000)
  }
}

/// The machine's name as the kernel has it.
private func kernelHostName() throws -> String {
  let name = try String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
  return name.trimmingCharacters(in: .whitespacesAndNewlines)
}
