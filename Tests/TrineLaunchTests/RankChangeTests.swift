// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCore

@testable import TrineLaunch

@Suite("A run goes on with other ranks where its mode has room for them")
struct RankChangeTests {
  static let run = Run(
    id: RunID(experiment: "trial", number: 1),
    uid: "U",
    status: .failed,
    created: Date(timeIntervalSince1970: 0),
    host: "here",
    ranks: 2,
    seed: 1,
    config: .object([:]),
    folder: ".trine/runs/trial-1"
  )

  private static func plan(_ ranks: Int, _ change: (inout RunPlan) -> Void = { _ in }) -> RunPlan {
    var plan = RunPlan(
      name: "trial",
      ranks: ranks,
      data: DataPlan(format: .synthetic),
      model: ModelPlan(layers: [2, 4, 4, 2])
    )
    change(&plan)
    return plan
  }

  private static func mode(_ mode: RunPlan.Mode, _ ranks: Int) -> RunPlan {
    plan(ranks) { $0.mode = mode }
  }

  static let refused: [(RunPlan, String)] = [
    (plan(3) { $0.grid = GridPlan(data: 2, tensor: 2) }, "'grid' says how many ranks"),
    (plan(3) { $0.data.isSharded = true }, "'data.sharded' has given each rank samples of its own"),
    (plan(3) { $0.deterministic = .strict }, "works at 1, 2, 4 and 8 ranks"),
    (plan(2) { $0.sync = SyncPlan(backupWorkers: 2) }, "'sync.backupWorkers' is 2"),
    (
      plan(4) {
        $0.train.batch = 7
        $0.sync = SyncPlan(gradientAccumulation: 2)
      }, "a batch of 7 has not a sample for each of 2 slices"
    ),
    (
      plan(2) {
        $0.mode = .async
        $0.async = AsyncPlan(servers: 2, placement: .dedicated)
      }, "2 dedicated servers need 3"
    ),
    (
      plan(3) {
        $0.mode = .pipeline
        $0.pipeline = PipelinePlan(stages: 2)
      }, "'pipeline.stages' is 2"
    ),
    (mode(.pipeline, 4), "the model has 3 layers"),
  ]

  @Test("what has no room for them is said", arguments: refused)
  func refuses(plan: RunPlan, reason: String) throws {
    let problem = #expect(throws: Diagnostic.self) {
      try RankChange(plan: plan, run: Self.run).check()
    }
    let message = try #require(problem?.message)
    #expect(message.hasPrefix("trial-1 cannot go on with \(plan.ranks) ranks: "))
    #expect(message.contains(reason))
  }

  @Test(
    "other ranks are taken",
    arguments: [
      plan(3), plan(4) { $0.deterministic = .strict }, mode(.tensor, 7), mode(.async, 1),
      mode(.pipeline, 3),
    ]
  )
  func takes(plan: RunPlan) throws {
    try RankChange(plan: plan, run: Self.run).check()
  }
}
