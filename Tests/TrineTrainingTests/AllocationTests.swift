// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

extension RankSuites {
  @Suite(.enabled(if: AllocationCounter.library != nil, "no clang here to count allocations with"))
  struct AllocationTests {
    static let plans: [RunPlan] = [
      .small(),
      .small(ranks: 2),
      .small(optimizer: OptimizerPlan(kind: .adam)),
      RunPlan.small().tensor(ranks: 2),
    ]

    @Test("a training step asks for no memory", arguments: plans)
    func steps(plan: RunPlan) throws {
      let (few, many) = (try allocations(plan, steps: 100), try allocations(plan, steps: 1100))
      for (few, many) in zip(few, many) {
        // What MPI does at the start is not always the same.
        #expect(abs(many - few) < 100, "\(many) after 1,100 steps, \(few) after 100")
      }
    }

    /// How often the main thread of each rank asked for memory, in one epoch of some steps.
    private func allocations(_ plan: RunPlan, steps: Int) throws -> [Int] {
      var plan = plan
      plan.data.samples = 4 * steps
      plan.data.validation = 0
      (plan.train.epochs, plan.train.batch) = (1, 4)
      let job = try RankJob(plan)
      let prefix = "\(job.folder.path)/allocations"
      let finished = try job.start(
        environment: [
          "LD_PRELOAD": try #require(AllocationCounter.library), "TRINE_ALLOCATIONS": prefix,
        ]
      ).wait()
      try #require(finished.exitCode == 0, "\(finished.errors)")
      return try (0..<plan.ranks).map { rank in
        let started = try #require(job.events(rank: rank).first { $0.kind == .started })
        let process = Int(try #require(started.values?["process"]))
        let text = try String(contentsOfFile: "\(prefix).\(process)", encoding: .utf8)
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      }
    }
  }
}

/// A library that counts how often a process asks for memory.
enum AllocationCounter {
  /// Where it is, built from its source; `nil` without a compiler.
  static let library: String? = {
    let path = NSTemporaryDirectory() + "/trine-count-\(getuid()).so"
    let words = ["clang", "-shared", "-fPIC", "-O1", "-o", path]
    let source = "\(Fixtures.folder)/count-allocations.c"
    let built = try? Program.run("/usr/bin/env", words + [source, "-ldl"])
    return built?.exitCode == 0 ? path : nil
  }()
}
