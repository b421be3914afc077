// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

extension RankSuites {
  @Suite(.enabled(if: Nodes.areAllowed, "network namespaces cannot be made here"))
  struct NodeTests {
    struct Case: Sendable {
      var nodes: Nodes
      var ranks: Int
      var allreduce: SyncPlan.Allreduce
      var words: String
    }

    static let cases = [
      Case(nodes: Nodes(count: 2), ranks: 4, allreduce: .auto, words: "each of 2 nodes"),
      Case(nodes: Nodes(count: 3), ranks: 6, allreduce: .hierarchical, words: "each of 3 nodes"),
      Case(nodes: Nodes(count: 2), ranks: 2, allreduce: .auto, words: "MPI's own allreduce"),
      Case(nodes: Nodes(count: 2), ranks: 4, allreduce: .flat, words: "MPI's own allreduce"),
      Case(
        nodes: Nodes(count: 2, delay: 0.002),
        ranks: 4,
        allreduce: .auto,
        words: "each of 2 nodes"
      ),
      Case(nodes: Nodes(count: 2, delay: 0.002), ranks: 2, allreduce: .ring, words: "a ring"),
    ]

    @Test("ranks on several nodes train as one rank does, and say how they sum", arguments: cases)
    func equalsOneRank(test: Case) throws {
      var plan = RunPlan.small()
      let alone = try RankJob(plan).finish()
      plan.ranks = test.ranks
      plan.sync?.allreduce = test.allreduce
      let job = try RankJob(plan).finish(on: test.nodes)
      try job.expectSame(as: alone)
      #expect(try job.notes().contains { $0.contains(test.words) })
    }

    @Test("layers split over nodes train as one rank does")
    func tensor() throws {
      let plan = RunPlan.small(layers: [5, 7, 6, 3])
      let job = try RankJob(plan.tensor(ranks: 2)).finish(on: Nodes(count: 2))
      try job.expectSame(as: RankJob(plan).finish())
    }

    @Test("memory cannot be shared over nodes, and the run says so")
    func shared() throws {
      var plan = RunPlan.small(ranks: 2)
      plan.sync?.allreduce = .shared
      let job = try RankJob(plan)
      #expect(try job.start(on: Nodes(count: 2)).wait().exitCode != 0)
      #expect(
        try job.log(rank: 0).contains("'sync.allreduce' is shared, but the ranks are on 2 nodes")
      )
    }

    @Test("a wire with a delay takes its time")
    func delay() throws {
      var plan = RunPlan.small(ranks: 2)
      plan.sync?.allreduce = .ring
      let job = try RankJob(plan).finish(on: Nodes(count: 2, delay: 0.005))
      // Each of the steps has two rounds of messages one after the other, and a barrier before them.
      let seconds = try job.events().filter { $0.kind == .phase }.reduce(0.0) { sum, event in
        sum + (event.values?["time/communicate"] ?? 0) + (event.values?["time/wait"] ?? 0)
      }
      let steps = try #require(job.events().last?.step)
      #expect(seconds >= Double(steps) * 2 * 0.005)
    }
  }
}
