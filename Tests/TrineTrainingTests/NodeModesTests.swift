// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  /// Every mode on nodes that share no memory, against the same run on one.
  @Suite(
    .enabled(if: Nodes.areAllowed, "network namespaces cannot be made here"),
    .timeLimit(.minutes(2))
  )
  struct NodeModesTests {
    private static let two = Nodes(count: 2)

    // MARK: - Model parallel

    @Test(
      "stages on several nodes train as one rank does",
      arguments: [(2, 1, .gpipe), (2, 2, .oneForwardOneBackward)]
        as [(stages: Int, replicas: Int, schedule: PipelinePlan.Schedule)]
    )
    func pipeline(stages: Int, replicas: Int, schedule: PipelinePlan.Schedule) throws {
      let plan = RunPlan.pipelined(stages, schedule: schedule, replicas: replicas)
      try RankJob(plan).finish(on: Self.two).expectSame(as: RankJob(plan.alone).finish())
    }

    @Test("stages on several nodes work with the versions they have on one")
    func stashed() throws {
      let plan = RunPlan.pipelined(4, schedule: .stashed)
      let job = try RankJob(plan).finish(on: Self.two)
      #expect(try job.files() == RankJob(plan).finish().files())
    }

    /// The parts of two replicas are neighbours: those of two are on one node each, those of three
    /// are on two.
    @Test("replicas of split layers train as one rank does", arguments: [2, 3])
    func tensorGrid(parts: Int) throws {
      let plan = RunPlan.small(layers: [5, 7, 6, 3])
      let grid = plan.tensor(ranks: 2 * parts, grid: GridPlan(data: 2, tensor: parts))
      let job = try RankJob(grid).finish(on: Nodes(count: parts))
      try job.expectSame(as: RankJob(plan).finish())
    }

    // MARK: - Asynchronous

    @Test("one worker whose server is on another node gives the bits of one synchronous rank")
    func loneWorker() throws {
      let plan = RunPlan.small(optimizer: OptimizerPlan(kind: .adam), learningRate: 0.01)
      let async = AsyncPlan(servers: 1, placement: .dedicated)
      let job = try RankJob(plan.asynchronous(async, ranks: 2)).finish(on: Self.two)
      let sync = try RankJob(plan).finish()
      #expect(try job.files() == sync.files())
      #expect(try job.metric("test/loss") == sync.metric("test/loss"))
      #expect(try job.staleness() == [0: 12])
    }

    @Test("with a bound of 0 workers on several nodes keep step")
    func bound() throws {
      var plan = RunPlan.small(data: .blobs(samples: 480, validation: 0), epochs: 2, batch: 8)
        .asynchronous(AsyncPlan(servers: 2, staleness: .init(bound: 0)), ranks: 4)
      plan.faults = FaultsPlan(delay: FaultsPlan.Delay(rank: 3, milliseconds: 5))
      let job = try RankJob(plan).finish(on: Self.two)
      // Between a pull and a push come one gradient of each other worker at most.
      #expect(try job.metric("staleness/max").count == 2)
      #expect(try job.metric("staleness/max").allSatisfy { $0 <= 3 })
      #expect(try job.staleness().values.reduce(0, +) == 2 * 60)
      // So the slow one takes its share of all steps.
      #expect(try job.time("compute", rank: 3) >= 0.005 * 2 * 15)
    }
  }
}
