// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct ResumeTests {
    static let optimizers = [
      OptimizerPlan(),
      OptimizerPlan(momentum: 0.9),
      OptimizerPlan(momentum: 0.9, nesterov: true, weightDecay: 0.01),
      OptimizerPlan(kind: .adam),
    ]

    private func plan(_ optimizer: OptimizerPlan, ranks: Int) -> RunPlan {
      var plan = RunPlan.small(ranks: ranks, optimizer: optimizer, learningRate: 0.01)
      plan.train.learningRate.schedule = .cosine
      plan.train.checkpointEvery = .steps(5)
      return plan
    }

    @Test("a run goes on bit for bit as if it had not stopped", arguments: optimizers, [1, 2, 3])
    func sameBits(optimizer: OptimizerPlan, ranks: Int) throws {
      let whole = try RankJob(plan(optimizer, ranks: ranks)).finish()
      let resumed = try RankJob(plan(optimizer, ranks: ranks)).finish()
      let last = RunFolder.checkpoint(step: 12)
      // What came after step 5 is forgotten, as if the run had been killed there.
      for name in try FileManager.default.contentsOfDirectory(atPath: resumed.folder.checkpoints)
      where !name.contains("000005") {
        try FileManager.default.removeItem(atPath: "\(resumed.folder.checkpoints)/\(name)")
      }
      let finished = try resumed.start(resuming: "checkpoints/step-000005.json").wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      let bytes = { (job: RankJob) in
        try Data(contentsOf: URL(fileURLWithPath: "\(job.folder.path)/\(last)"))
      }
      #expect(try bytes(resumed) == bytes(whole))
      // The stretch from step 5 to the end of the second epoch, and so on, once more.
      let losses = try resumed.metric("train/loss")
      #expect(try Array(losses.suffix(3)) == whole.metric("train/loss").suffix(3))
      #expect(try resumed.events().last { $0.kind == .started }?.values?["step"] == 5)
    }

    @Test("a run goes on with another number of ranks", arguments: [(1, 3), (4, 2)])
    func otherRanks(before: Int, after: Int) throws {
      let whole = try RankJob(plan(OptimizerPlan(momentum: 0.9), ranks: before)).finish()
      let job = try RankJob(plan(OptimizerPlan(momentum: 0.9), ranks: before)).finish()
      var plan = job.plan
      plan.ranks = after
      let resumed = try RankJob(plan, in: job.folder)
      let finished = try resumed.start(resuming: "checkpoints/step-000010.json").wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      #expect(
        areClose(
          try Array(resumed.metric("train/loss").suffix(1)),
          try whole.metric("train/loss").suffix(1)
        )
      )
    }

    @Test("a checkpoint of another plan is refused")
    func foreign() throws {
      let job = try RankJob(plan(OptimizerPlan(), ranks: 1)).finish()
      var other = job.plan
      other.train.optimizer = OptimizerPlan(momentum: 0.5)
      let resumed = try RankJob(other, in: job.folder)
      #expect(try resumed.start(resuming: "checkpoints/step-000005.json").wait().exitCode == 1)
      let message = try #require(resumed.events().last?.message)
      #expect(message.contains("another seed, other layers or another optimizer"))
      #expect(try resumed.start(resuming: "checkpoints/step-000006.json").wait().exitCode == 1)
      #expect(try resumed.log(rank: 0).contains("there is no whole checkpoint here"))
    }
  }

  struct UnfinishedCheckpointTests {
    @Test("a checkpoint that no disk has room for leaves nothing behind", arguments: [1, 2])
    func fullDisk(ranks: Int) throws {
      let job = try RankJob(.small(ranks: ranks, epochs: 1))
      let files = FileManager.default
      try files.createDirectory(atPath: job.folder.checkpoints, withIntermediateDirectories: true)
      let part = "\(job.folder.checkpoints)/step-000004.velocity.safetensors.part"
      try files.createSymbolicLink(atPath: part, withDestinationPath: "/dev/full")
      #expect(try job.start().wait().exitCode == 1)
      #expect(
        try job.events().last?.message?.contains("cannot be written: No space left on device")
          == true
      )
      let left = try files.contentsOfDirectory(atPath: job.folder.checkpoints)
      #expect(left == ["step-000004.safetensors"])
    }
  }

  struct InitialParametersTests {
    @Test("a run begins with the parameters of a file, and says what does not fit")
    func initial() throws {
      let first = try RankJob(.small(epochs: 1)).finish()
      let file = "\(first.folder.path)/\(RunFolder.checkpoint(step: 4))"
      var plan = RunPlan.small(ranks: 2, epochs: 0)
      plan.model.initial = file
      let second = try RankJob(plan).finish()
      #expect(areClose(try second.metric("test/loss"), try first.metric("test/loss")))

      plan.model.layers = [5, 8, 3]
      let wrong = try RankJob(plan)
      #expect(try wrong.start().wait().exitCode == 1)
      let message = try #require(wrong.events().last?.message)
      #expect(message.contains("'0.weight' is F32 of [7, 5]; the model's is F32 of [8, 5]"))
    }
  }

  struct EarlyStoppingTests {
    @Test("a run that gets no better stops, on all ranks, with a checkpoint", arguments: [1, 2])
    func stops(ranks: Int) throws {
      // With a vanishing rate nothing gets better by a hundredth.
      var plan = RunPlan.small(ranks: ranks, epochs: 50, learningRate: 1e-9)
      plan.train.earlyStopping = EarlyStoppingPlan(
        metric: "validation/loss",
        patience: 2,
        minimumChange: 0.01
      )
      let job = try RankJob(plan).finish()
      #expect(try job.metric("validation/loss").count == 3)
      let note = try #require(job.events().last { $0.kind == .note }?.message)
      #expect(note == "stopped after epoch 3: validation/loss has not got better in 2 evaluations")
      #expect(try job.events().last { $0.kind == .checkpoint }?.step == 12)
    }
  }
}
