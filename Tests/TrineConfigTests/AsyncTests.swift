// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct AsyncTests {
  @Test("the section async becomes the plan it says")
  func section() throws {
    let text = """
      mode: async
      ranks: 5
      async:
        servers: 2
        placement: dedicated
        pullEvery: 3
        pushEvery: 4
        staleness: {scaleLearningRate: true, dropAbove: 8, bound: 0}
        tolerateWorkerLoss: true

      """
    let plan = AsyncPlan(
      servers: 2,
      placement: .dedicated,
      pullEvery: 3,
      pushEvery: 4,
      staleness: AsyncPlan.Staleness(scaleLearningRate: true, dropAbove: 8, bound: 0),
      tolerateWorkerLoss: true
    )
    let made = try plans(text + spirals)[0]
    #expect(made.async == plan)
    #expect(made.sync == nil && made.tensor == nil && made.pipeline == nil)
    #expect(
      try plans(text + spirals, "async.staleness={dropAbove: null, bound: ~}")[0].async?.staleness
        == AsyncPlan.Staleness()
    )
  }

  @Test(
    "servers need ranks",
    arguments: [
      (
        "servers: 3",
        "18: 'async.servers' is 3 and 'ranks' is 2; a rank has one server at most"
          + "\n  fix: use servers: 2 or fewer, or more ranks"
      ),
      (
        "servers: 2, placement: dedicated",
        "18: 'async.servers' is 2 and 'ranks' is 2; dedicated servers leave no rank to compute"
          + "\n  fix: use 3 ranks or more, or servers: 1"
      ),
      (
        "tolerateWorkerLoss: true",
        "29: 'async.tolerateWorkerLoss' is true and 'async.placement' is colocated; a worker that "
          + "dies would take its server along"
          + "\n  fix: use placement: dedicated, or leave out tolerateWorkerLoss"
      ),
    ]
  )
  func servers(section: String, problem: String) {
    #expect(
      reports("mode: async\nranks: 2\nasync: {\(section)}\n" + spirals) == ["x.yaml:3:\(problem)"]
    )
  }

  @Test("a single rank cannot be a dedicated server")
  func single() {
    #expect(
      reports("mode: async\nasync: {placement: dedicated}\n" + spirals) == [
        "x.yaml:2:20: 'async.servers' is 1 and 'ranks' is 1; dedicated servers leave no rank to "
          + "compute\n  fix: use 2 ranks or more, or placement: colocated"
      ]
    )
  }

  @Test("a batch is a worker's own, and may be smaller than the rank count")
  func batch() throws {
    #expect(try plans("mode: async\nranks: 4\ntrain: {batch: 1}\n" + spirals).count == 1)
  }
}
