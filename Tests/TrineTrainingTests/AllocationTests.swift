// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

extension RankSuites {
  @Suite(.enabled(if: AllocationCounter.library != nil, "no clang here to count allocations with"))
  struct AllocationTests {
    struct Case: Sendable {
      var plan: RunPlan
      /// How often Open MPI asks for memory of its own in a step.
      var mpi = 0
    }

    static let cases: [Case] =
      [
        .small(), .small(ranks: 2), .small(optimizer: OptimizerPlan(kind: .adam)),
        synchronous { ($0.compression, $0.gradientAccumulation) = (.bf16, 2) },
        synchronous { $0.compression = .topk },
        RunPlan.small().asynchronous(AsyncPlan(servers: 2), ranks: 2),
        RunPlan.small().asynchronous(
          AsyncPlan(placement: .dedicated, staleness: .init(bound: 1)),
          ranks: 3
        ),
        RunPlan.small().tensor(ranks: 4, grid: GridPlan(data: 2, tensor: 2)),
        .pipelined(2, schedule: .gpipe), .pipelined(2, schedule: .stashed),
        .pipelined(2, replicas: 2),
      ].map { Case(plan: $0) } + [
        Case(plan: synchronous { $0.allreduce = .flat }, mpi: 1),
        Case(plan: synchronous { $0.doubleBuffering = true }, mpi: 10),
        // A bucket for each layer.
        Case(plan: synchronous { $0.bucket = 100 }, mpi: 2 * 10),
      ]

    private static func synchronous(_ change: (inout SyncPlan) -> Void) -> RunPlan {
      var (plan, sync) = (RunPlan.small(ranks: 2), SyncPlan())
      change(&sync)
      plan.sync = sync
      return plan
    }

    @Test(
      "a training step asks for no memory, but for what MPI's own allreduce takes",
      arguments: cases
    )
    func steps(test: Case) throws {
      let few = try allocations(test.plan, steps: 100)
      let many = try allocations(test.plan, steps: 1100)
      for (few, many) in zip(few, many) {
        // What is asked for at the start is not always the same.
        #expect(abs(many.own - few.own) < 100, "\(many) after 1,100 steps, \(few) after 100")
        #expect(many.mpi - few.mpi < 1000 * test.mpi + 100, "\(many) after 1,100, \(few) after 100")
      }
    }

    /// How often the main thread of a rank asked for memory, and how often Open MPI did in it.
    private struct Count {
      let own: Int
      let mpi: Int
    }

    /// The counts of all ranks, in one epoch of some steps.
    private func allocations(_ plan: RunPlan, steps: Int) throws -> [Count] {
      var plan = plan
      // A timeline takes as much room as there is to tell.
      plan.traceSteps = 0
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
        let counts = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(counts.count == 2, "\(text)")
        return Count(own: counts[0], mpi: counts[1])
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
