// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct CompressionTests {
    private func plan(_ sync: SyncPlan, ranks: Int, layers: [Int] = [5, 7, 4, 3]) -> RunPlan {
      RunPlan.small(ranks: ranks, layers: layers).with(sync)
    }

    struct Kind: Sendable {
      let compression: SyncPlan.Compression
      var share = 1.0
      /// How many of 89 values are kept.
      var kept = 89
      let ranks: Int

      var sync: SyncPlan { SyncPlan(compression: compression, topShare: share) }

      /// Bytes a rank sends in a step.
      func bytes(rank: Int) -> Int {
        guard compression != .topk else { return 8 * kept * (ranks - 1) }
        let slice = (0..<89).part(rank, of: ranks).count
        // The others' slices of its own values, then its slice of the sums to all others.
        return 2 * (89 - slice) + 2 * slice * (ranks - 1)
      }

      var words: String {
        let what = compression == .topk ? "the \(kept) largest of 89 values" : compression.rawValue
        return "gradients are summed by messages of \(what) with error feedback"
      }
    }

    static let kinds = [
      Kind(compression: .bf16, ranks: 2), Kind(compression: .bf16, ranks: 4),
      Kind(compression: .fp16, ranks: 3), Kind(compression: .topk, ranks: 3),
      Kind(compression: .topk, share: 0.15, kept: 13, ranks: 2),
      Kind(compression: .topk, share: 0.15, kept: 13, ranks: 4),
      Kind(compression: .topk, share: 1e-9, kept: 1, ranks: 3),
    ]

    @Test(
      "compressed gradients train as a naive loop with such does, and take fewer bytes",
      arguments: kinds
    )
    func equalsNaiveExchange(kind: Kind) throws {
      let plan = plan(kind.sync, ranks: kind.ranks)
      let job = try RankJob(plan).finish()
      #expect(try job.notes().contains(kind.words))
      var naive = try NaiveExchange(plan)
      let rounding = kind.compression.rounding
      #expect(areClose(try job.metric("train/loss"), naive.train(), atol: rounding))
      try job.expectParameters(of: naive.trainer, atol: rounding)
      for rank in 0..<kind.ranks {
        #expect(try job.total("bytes/sent", rank: rank) == Double(12 * kind.bytes(rank: rank)))
      }
      guard kind.kept == 89 else { return }
      // Little is lost against gradients that are not compressed, and nothing where all travel.
      let tolerance = kind.compression == .topk ? 1e-4 : 1e-2
      var whole = NaiveTrainer(plan)
      let losses = whole.train(try DataSplits.load(plan.data, seed: plan.seed) {})
      #expect(areClose(try job.metric("train/loss"), losses, atol: tolerance))
      try job.expectParameters(of: whole, atol: tolerance)
    }

    @Test("one rank sends nothing, and compresses nothing")
    func oneRank() throws {
      let job = try RankJob(plan(SyncPlan(compression: .topk), ranks: 1)).finish()
      var naive = NaiveTrainer(job.plan)
      _ = naive.train(try DataSplits.load(job.plan.data, seed: job.plan.seed) {})
      try job.expectParameters(of: naive)
      #expect(try job.total("bytes/sent") == 0)
    }

    @Test("a fiftieth of the gradients is enough to tell spirals apart")
    func learns() throws {
      let data = DataPlan.spirals(samples: 300)
      let plan = RunPlan.small(
        ranks: 2,
        data: data,
        layers: [2, 64, 64, 2],
        epochs: 100,
        batch: 32
      )
      .with(SyncPlan(compression: .topk, topShare: 0.02))
      #expect(try #require(RankJob(plan).finish().metric("test/accuracy").last) > 0.9)
    }

    @Test(
      "what was left out is in checkpoints: a run goes on bit for bit",
      arguments: zip([SyncPlan.Compression.bf16, .fp16, .topk], [false, true, false])
    )
    func resume(compression: SyncPlan.Compression, isDoubleBuffered: Bool) throws {
      let sync = SyncPlan(
        doubleBuffering: isDoubleBuffered,
        compression: compression,
        topShare: 0.1
      )
      let job = try RankJob(plan(sync, ranks: 3).with(sync, checkpointEvery: .steps(5))).finish()
      let whole = try job.files(step: 12)
      let residuals = (0..<3).map { "residual-\($0).safetensors" }
      let names = ["json", "safetensors", "velocity.safetensors"] + residuals
      #expect(Set(whole.keys) == Set(names.map { "step-000012.\($0)" }))
      for name in residuals {
        let file = "\(job.folder.path)/\(RunFolder.checkpoint(step: 5, name))"
        let tensors = try SafetensorsFile(file).tensors
        #expect(tensors["residual/0.weight"]?.shape == [7, 5])
        #expect(tensors["residual/sums"]?.shape.count == (compression == .topk ? nil : 1))
        #expect(tensors.values.contains { $0.values.contains { $0 != 0 } })
      }
      let resumed = try job.resume(from: 5)
      #expect(try resumed.files(step: 12) == whole)
      #expect(try !resumed.events().contains { $0.kind == .warning })
    }

    @Test("another number of ranks begins with nothing left out, and says so")
    func otherRanks() throws {
      let sync = SyncPlan(compression: .topk, topShare: 0.1)
      let job = try RankJob(plan(sync, ranks: 3).with(sync, checkpointEvery: .steps(5))).finish()
      for ranks in [2, 1] {
        let resumed = try job.resume(from: 5, ranks: ranks)
        #expect(
          try resumed.events().last { $0.kind == .warning }?.message
            == "the checkpoint has what compression left out of the gradients of 3 ranks, and "
            + "the run has \(ranks == 1 ? "1 rank" : "2 ranks") now: it begins with nothing left out"
        )
        #expect(try resumed.events().last?.kind == .finished)
      }
    }

    @Test("one rank has left nothing out, and so nothing is said where others join it")
    func fromOne() throws {
      let sync = SyncPlan(compression: .topk, topShare: 0.1)
      let job = try RankJob(plan(sync, ranks: 1).with(sync, checkpointEvery: .steps(5))).finish()
      let resumed = try job.resume(from: 5, ranks: 2)
      #expect(try !resumed.events().contains { $0.kind == .warning })
    }
  }
}
