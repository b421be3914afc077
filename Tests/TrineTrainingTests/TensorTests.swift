// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RunPlan {
  /// The same with each layer split over ranks.
  func tensor(ranks: Int, split: [TensorPlan.Split]? = nil, grid: GridPlan? = nil) -> RunPlan {
    var plan = self
    (plan.mode, plan.ranks, plan.grid) = (.tensor, ranks, grid)
    (plan.sync, plan.tensor) = (nil, TensorPlan(split: split))
    return plan
  }
}

extension RankSuites {
  struct TensorTests {
    /// Widths that do not divide, one smaller than the ranks, odd and even numbers of layers.
    static let plans: [RunPlan] = [
      .small(layers: [5, 7, 3]),
      .small(layers: [5, 9, 6, 3], activation: .tanh),
      .small(layers: [5, 3, 2, 7, 3], activation: .sigmoid, optimizer: OptimizerPlan(kind: .adam)),
      .small(
        layers: [5, 8, 3],
        optimizer: OptimizerPlan(momentum: 0.5, nesterov: true, weightDecay: 0.05)
      ),
    ]

    @Test("layers split over ranks train as one rank does", arguments: plans, [1, 2, 3, 4])
    func equalsOneRank(plan: RunPlan, ranks: Int) throws {
      try RankJob(plan.tensor(ranks: ranks)).finish().expectSame(as: RankJob(plan).finish())
    }

    @Test(
      "every split that fits trains as one rank does",
      arguments: [
        [.row, .column, .row], [.column, .row, .replicated], [.replicated, .column, .row],
        [.row, .replicated, .replicated], [.replicated, .replicated, .replicated],
      ] as [[TensorPlan.Split]]
    )
    func splits(split: [TensorPlan.Split]) throws {
      let plan = RunPlan.small(layers: [5, 7, 4, 3])
      try RankJob(plan.tensor(ranks: 2, split: split)).finish().expectSame(
        as: RankJob(plan).finish()
      )
    }

    @Test("a run says how auto splits layers")
    func automatic() throws {
      let plan = RunPlan.small(layers: [5, 7, 4, 3], epochs: 1)
      let words = "split: auto is [column, row, replicated]"
      #expect(try RankJob(plan.tensor(ranks: 2)).finish().notes().contains(words))
      let split: [TensorPlan.Split] = [.replicated, .column, .row]
      let notes = try RankJob(plan.tensor(ranks: 2, split: split)).finish().notes()
      #expect(!notes.contains { $0.contains("split:") })
    }

    @Test("replicas of split layers train as one rank does", arguments: [(2, 2), (2, 1), (1, 3)])
    func grid(replicas: Int, parts: Int) throws {
      let plan = RunPlan.small(layers: [5, 7, 6, 3])
      let grid = plan.tensor(
        ranks: replicas * parts,
        grid: GridPlan(data: replicas, tensor: parts)
      )
      try RankJob(grid).finish().expectSame(as: RankJob(plan).finish())
    }

    @Test("a rank holds only its share of parameters and optimizer state", arguments: [1, 2, 4])
    func memory(ranks: Int) throws {
      let plan = RunPlan.small(layers: [5, 8, 16, 3], epochs: 1)
      let job = try RankJob(plan.tensor(ranks: ranks)).finish()
      // Columns and their biases, rows and a bias on every rank, and the last layer whole.
      let parameters = (5 * 8 + 8) / ranks + 8 * 16 / ranks + 16 + (16 * 3 + 3)
      for rank in 0..<ranks {
        let phase = try #require(job.events(rank: rank).last { $0.kind == .phase })
        // With momentum the gradients go straight into the velocity.
        #expect(phase.values?["memory/parameters"] == Double(2 * 4 * parameters))
      }
    }

    @Test("a network trains that one rank could not hold")
    func large() throws {
      // 225 MB of parameters and as many of gradients: 265 MB do for half of each, not for all.
      let plan = RunPlan.small(layers: [5, 7500, 7500, 3], epochs: 1, optimizer: OptimizerPlan())
      let room = try ownMemory() + 265_000
      let alone = try RankJob(plan)
      #expect(try alone.start(kilobytes: room).wait().exitCode != 0)
      let job = try RankJob(plan.tensor(ranks: 2))
      let finished = try job.start(kilobytes: room).wait()
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(try job.metric("train/loss").count == 1)
    }

    /// The memory of its own that a rank with a small network has at most, in kilobytes.
    private func ownMemory() throws -> Int {
      var plan = RunPlan.small(epochs: 1).tensor(ranks: 2)
      plan.faults = FaultsPlan(delay: .init(rank: 0, milliseconds: 100))
      let job = try RankJob(plan)
      let running = try job.start()
      var peak = 0
      while running.process.isRunning {
        let started = try? job.events().first { $0.kind == .started }
        let process = started?.values?["process"].map { Int($0) } ?? 0
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmData:") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        peak = max(peak, words.count > 1 ? Int(words[1]) ?? 0 : 0)
        usleep(10_000)
      }
      try #require(peak > 0)
      return peak
    }

    @Test("a run goes on bit for bit, and any mode takes its checkpoint", arguments: [2, 3])
    func resume(ranks: Int) throws {
      var plan = RunPlan.small(layers: [5, 7, 6, 3]).tensor(ranks: ranks)
      plan.train.checkpointEvery = .steps(5)
      let whole = try RankJob(plan).finish()
      let resumed = try RankJob(plan).finish()
      let first = "checkpoints/step-000005"
      let finished = try resumed.start(resuming: "\(first).json").wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      let last = RunFolder.checkpoint(step: 12)
      let bytes = { (job: RankJob) in
        try Data(contentsOf: URL(fileURLWithPath: "\(job.folder.path)/\(last)"))
      }
      #expect(try bytes(resumed) == bytes(whole))

      var alone = plan
      (alone.mode, alone.ranks, alone.sync, alone.tensor) = (.sync, 1, SyncPlan(), nil)
      let other = try RankJob(alone, in: resumed.folder)
      try #require(other.start(resuming: "\(first).json").wait().exitCode == 0)
      #expect(
        areClose(
          try Array(other.metric("train/loss").suffix(1)),
          try whole.metric("train/loss").suffix(1)
        )
      )
    }
  }
}
