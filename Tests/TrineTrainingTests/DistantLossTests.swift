// SPDX-License-Identifier: MIT

import Testing
import TrineCore

extension RankSuites {
  @Suite(
    .enabled(if: Nodes.areAllowed, "network namespaces cannot be made here"),
    .timeLimit(.minutes(2))
  )
  struct DistantLossTests {
    /// Two workers and some servers, each on a node of its own; worker 1 is slow.
    private func plan(servers: Int, _ staleness: AsyncPlan.Staleness) -> RunPlan {
      let async = AsyncPlan(
        servers: servers,
        placement: .dedicated,
        staleness: staleness,
        tolerateWorkerLoss: true
      )
      var plan = RunPlan.small(data: .blobs(samples: 240, validation: 0), epochs: 1, batch: 4)
        .asynchronous(async, ranks: 2 + servers)
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 1, milliseconds: 60))
      // Half of it is less than the epoch takes, and more than a step.
      plan.stallAfter = 1.6
      return plan
    }

    private func start(_ plan: RunPlan) throws -> (job: RankJob, finished: Finished) {
      let job = try RankJob(plan)
      let nodes = Nodes(count: plan.ranks)
      return (job, try job.start(on: nodes, launcher: ["--enable-recovery"]).wait())
    }

    /// A server on another node says nothing of its own accord; with a bound the fast worker waits for
    /// the slow one all the time, and without one it has left long before the end.
    @Test(
      "nobody counts as lost who owes nothing",
      arguments: zip([1, 2], [AsyncPlan.Staleness(bound: 0), AsyncPlan.Staleness()])
    )
    func patience(servers: Int, staleness: AsyncPlan.Staleness) throws {
      var plan = plan(servers: servers, staleness)
      plan.data.isSharded = staleness.bound == nil
      let (job, finished) = try start(plan)
      try #require(finished.exitCode == 0, "\(finished.errors)")
      for rank in 0..<plan.ranks {
        let events = try job.events(rank: rank)
        #expect(events.last?.kind == .finished)
        #expect(!events.contains { $0.kind == .warning })
      }
      #expect(try job.staleness().values.reduce(0, +) == 60)
      #expect(try job.time("compute", rank: 1) > plan.stallAfter / 2)
    }

    @Test("a worker on another node that is killed is missed, and the others go on")
    func killed() throws {
      var plan = plan(servers: 1, .init(bound: 1))
      plan.faults = FaultsPlan(kill: FaultsPlan.Kill(rank: 0, step: 11))
      let (job, finished) = try start(plan)
      try #require(finished.exitCode == 0, "\(finished.errors)")
      let warnings = try job.events(rank: 2).filter { $0.kind == .warning }
      #expect(warnings.map(\.message) == ["rank 0 is gone; the other workers go on without it"])
      #expect(try job.events(rank: 1).last?.kind == .finished)
    }
  }
}
