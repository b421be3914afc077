// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  struct InitialCheckpointTests {
    static let plans: [RunPlan] = [
      .small(), .small(ranks: 2, optimizer: OptimizerPlan(kind: .adam)),
      RunPlan.small().tensor(ranks: 2), .pipelined(2, schedule: .stashed),
      RunPlan.small().asynchronous(AsyncPlan()),
      RunPlan.small().asynchronous(AsyncPlan(servers: 2, placement: .dedicated), ranks: 3),
    ]

    @Test(
      "a run of no epochs leaves the initial parameters, and goes on from there",
      arguments: plans
    )
    func goesOn(plan: RunPlan) throws {
      var none = plan
      none.train.epochs = 0
      let job = try RankJob(none).finish()
      let tensors = try job.checkpoint().tensors
      let initial = Network(plan.model).initialParameters(seed: plan.seed)
      #expect(tensors.count == Network(plan.model).namedTensors.count)
      for tensor in Network(plan.model).namedTensors {
        #expect(tensors[tensor.name]?.values == Array(initial[tensor.range]))
      }
      #expect(try job.metric("test/loss").count == 1)

      let more = try RankJob(plan, in: job.folder)
      let finished = try more.start(resuming: RunFolder.checkpoint(step: 0, "json")).wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      let whole = try RankJob(plan).finish()
      #expect(try more.metric("train/loss") == whole.metric("train/loss"))
      for (name, bytes) in try whole.files() { #expect(try more.files()[name] == bytes) }
    }
  }
}
