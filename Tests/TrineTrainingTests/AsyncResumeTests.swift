// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct AsyncResumeTests {
    private func plan(_ async: AsyncPlan, ranks: Int, _ optimizer: OptimizerPlan) -> RunPlan {
      var plan = RunPlan.small(optimizer: optimizer, learningRate: 0.01)
        .asynchronous(async, ranks: ranks)
      plan.train.checkpointEvery = .steps(5)
      return plan
    }

    private func resume(_ job: RankJob) throws {
      let finished = try job.start(resuming: "checkpoints/step-000005.json").wait()
      let log = try job.log(rank: 0)
      try #require(finished.exitCode == 0, "\(finished.errors)\n\(log)")
    }

    @Test(
      "a single worker goes on bit for bit, wherever its servers are",
      arguments: zip(ResumeTests.optimizers, [0, 1, 2, 2])
    )
    func sameBits(optimizer: OptimizerPlan, servers: Int) throws {
      var async = AsyncPlan()
      if servers > 0 { (async.servers, async.placement) = (servers, .dedicated) }
      let job = try RankJob(plan(async, ranks: 1 + servers, optimizer)).finish()
      let whole = try job.files()
      let losses = try job.metric("train/loss")
      for name in try FileManager.default.contentsOfDirectory(atPath: job.folder.checkpoints)
      where !name.contains("000005") {
        try FileManager.default.removeItem(atPath: "\(job.folder.checkpoints)/\(name)")
      }
      try resume(job)
      #expect(try job.files() == whole)
      #expect(try job.metric("train/loss").suffix(3) == losses.suffix(3))
    }

    @Test(
      "several workers go on from the servers' parameters and optimizer",
      arguments: [
        AsyncCrowd(workers: 3, servers: 2, placement: .colocated),
        AsyncCrowd(workers: 2, servers: 2, placement: .dedicated),
      ]
    )
    func crowd(crowd: AsyncCrowd) throws {
      var before = plan(AsyncPlan(), ranks: 1, OptimizerPlan(kind: .adam)).asynchronous(crowd)
      let job = try RankJob(before).finish()
      let moments = try SafetensorsFile(
        "\(job.folder.checkpoints)/step-000005.first.safetensors"
      )
      #expect(moments.tensors.values.contains { $0.values.contains { $0 != 0 } })
      let saved = try Data(
        contentsOf: URL(fileURLWithPath: "\(job.folder.path)/\(RunFolder.checkpoint(step: 5))")
      )
      // With a vanishing rate what is read is what is written at the end; Adam counts on.
      before.train.learningRate.base = 1e-30
      let resumed = try RankJob(before, in: job.folder)
      try resume(resumed)
      let last = "\(job.folder.path)/\(RunFolder.checkpoint(step: 12))"
      #expect(try Data(contentsOf: URL(fileURLWithPath: last)) == saved)
      let text = try String(
        contentsOfFile: "\(job.folder.checkpoints)/step-000012.json",
        encoding: .utf8
      )
      let state = try JSONText.value(JSONValue.self, from: text)
      #expect(state["optimizerSteps"]?.int == 12)
    }
  }
}
