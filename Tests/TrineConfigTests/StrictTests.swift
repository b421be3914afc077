// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// What `deterministic: strict` has no room for.
struct StrictTests {
  @Test("a strict run has one thread a rank", arguments: [1, 2, 4, 8])
  func threads(ranks: Int) throws {
    let plan = try plans("deterministic: strict\n" + spirals, "ranks=\(ranks)")[0]
    #expect(plan.threads == 1)
    #expect(plan.deterministic == .strict)
    #expect(try plans("deterministic: strict\nthreads: 1\n" + spirals).map(\.threads) == [1])
    #expect(try plans(spirals).map(\.threads) == [nil])
  }

  @Test(
    "what would change the bits is refused",
    arguments: [
      (
        "ranks: 3",
        "8: 'ranks' is 3 and 'deterministic' is strict, which works at 1, 2, 4 and 8 ranks",
        "use one of those"
      ),
      (
        "threads: 2",
        "10: 'threads' is 2 and 'deterministic' is strict, which takes one thread a rank",
        "use threads: 1"
      ),
      (
        "train: {batch: 100}",
        "16: 'train.batch' is 100 and 'deterministic' is strict, which sums a batch in 8 equal parts",
        "use a multiple of 8, such as 104"
      ),
      (
        "sync: {allreduce: flat}",
        "19: 'sync.allreduce' is flat and 'deterministic' is strict, which sums in the one order "
          + "that is the same at every rank count", "leave it out"
      ),
      (
        "sync: {averageEvery: 2}",
        "22: 'sync.averageEvery' is 2 and 'deterministic' is strict, which sums in the one order "
          + "that is the same at every rank count", "leave it out"
      ),
      (
        "sync: {gradientAccumulation: 2}",
        "30: 'sync.gradientAccumulation' is 2 and 'deterministic' is strict, which sums in the one "
          + "order that is the same at every rank count", "leave it out"
      ),
    ]
  )
  func refused(line: String, problem: String, fix: String) {
    #expect(
      reports("deterministic: strict\n\(line)\n" + spirals) == [
        "x.yaml:2:\(problem)\n  fix: \(fix), or use deterministic: plan"
      ]
    )
  }

  @Test("every other choice of the section sync is refused, too")
  func choices() {
    for choice in [
      "doubleBuffering: true", "backupWorkers: 1", "bucket: 1 MB", "compression: bf16",
      "average: parameters",
    ] {
      let found = reports("deterministic: strict\nranks: 2\nsync: {\(choice)}\n" + spirals)
      #expect(found.count == 1 && found[0].contains("and 'deterministic' is strict, which sums in"))
    }
  }

  @Test("shards and other modes are refused")
  func shardsAndModes() {
    #expect(
      reports("deterministic: strict\n" + spirals, "data.sharded=true") == [
        "command line: 'data.sharded=true': 'data.sharded' is true and 'deterministic' is strict, "
          + "which takes the same samples for a batch at every rank count"
          + "\n  fix: leave it out, or use deterministic: plan"
      ]
    )
    #expect(
      reports("deterministic: strict\nmode: async\n" + spirals) == [
        "x.yaml:2:7: 'mode' is async and 'deterministic' is strict; only ranks that average in "
          + "step come to the same bits at every rank count"
          + "\n  fix: use mode: sync, or deterministic: plan"
      ]
    )
  }
}
