// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineStatistics

@Suite("Scaling efficiency is measured against the same experiment at one rank")
struct ScalingEfficiencyTests {
  private func run(
    _ number: Int,
    ranks: Int,
    throughput: Double?,
    mode: String = "sync",
    status: RunStatus = .finished,
    config: [String: JSONValue] = [:]
  ) -> Run {
    let own: [String: JSONValue] = [
      "mode": .string(mode), "ranks": .integer(ranks), mode: .object(["every": .integer(1)]),
      "train": .object(["batch": .integer(128)]),
    ]
    return Run(
      id: RunID(experiment: "trial", number: number),
      uid: "U\(number)",
      status: status,
      created: Date(timeIntervalSince1970: Double(number)),
      host: "here",
      ranks: ranks,
      seed: number,
      config: .object(own.merging(config) { _, new in new }),
      metrics: throughput.map { ["throughput": MetricSummary(first: $0, step: 1)] } ?? [:],
      folder: "f"
    )
  }

  /// Measures a run among others whose threads, by their number, are known or not.
  private func measured(
    _ run: Run,
    among runs: [Run],
    threads: [Int: Int] = [:]
  ) -> ScalingEfficiency? {
    ScalingEfficiency(of: run, among: runs) { threads[$0.id.number] }
  }

  @Test("speed-up is the ratio of throughputs, efficiency that a rank")
  func figures() throws {
    let scaling = try #require(
      measured(
        run(2, ranks: 2, throughput: 174),
        among: [run(1, ranks: 1, throughput: 100)]
      )
    )
    #expect(scaling.speedup == 1.74)
    #expect(scaling.efficiency == 0.87)
    #expect(scaling.base.description == "trial-1")
  }

  @Test("the newest base counts, in whatever order runs come")
  func newest() {
    let bases = [run(1, ranks: 1, throughput: 50), run(3, ranks: 1, throughput: 100)]
    for runs in [bases, bases.reversed()] {
      let scaling = measured(run(2, ranks: 2, throughput: 100), among: runs)
      #expect(scaling?.base.number == 3)
    }
  }

  @Test("of bases those with as many threads a rank come first, whatever is newest")
  func threads() throws {
    let bases = [1, 3, 4].map { run($0, ranks: 1, throughput: 100) }
    let more = run(2, ranks: 2, throughput: 150)
    let same = measured(more, among: bases, threads: [1: 1, 2: 1, 3: 1, 4: 2])
    #expect(same?.base.number == 3)
    #expect((same?.baseThreads, same?.threads) == (1, 1))
    let others = try #require(measured(more, among: bases, threads: [1: 3, 2: 1, 3: 4, 4: 2]))
    #expect(others.base.number == 4)
    #expect((others.baseThreads, others.threads) == (2, 1))
    // Old runs do not say.
    let unknown = measured(more, among: bases, threads: [2: 1])
    #expect(unknown?.base.number == 4)
    #expect((unknown?.baseThreads, unknown?.threads) == (nil, 1))
  }

  @Test("names, seed, threads, grid, launcher and watchdog may differ")
  func ignored() {
    let config: [String: JSONValue] = [
      "name": .string("x"), "question": .string("?"), "tags": .array([.string("t")]),
      "papers": .array([]), "claims": .array([.object([:])]), "launcher": .object([:]),
      "threads": .integer(2), "seed": .integer(9),
      "grid": .object(["data": .integer(2)]), "stallAfter": .integer(3),
    ]
    let more = run(2, ranks: 2, throughput: 100, config: config)
    #expect(measured(more, among: [run(1, ranks: 1, throughput: 100)]) != nil)
  }

  @Test("so may what says how ranks share, which one rank alone does not do")
  func sharing() {
    let sync: JSONValue = .object([
      "every": .integer(1), "allreduce": .string("ring"), "bucket": .integer(1000),
      "compression": .string("topk"), "topShare": .number(0.1), "averageEvery": .integer(4),
      "average": .string("parameters"), "backupWorkers": .integer(1),
    ])
    let wire: JSONValue = .object(["latency": .number(1e-6)])
    let more = run(2, ranks: 2, throughput: 100, config: ["sync": sync, "wire": wire])
    #expect(measured(more, among: [run(1, ranks: 1, throughput: 100)]) != nil)
    // A gradient that is a step old is that at one rank, too.
    let buffered: JSONValue = .object(["every": .integer(1), "doubleBuffering": .bool(true)])
    let other = run(2, ranks: 2, throughput: 100, config: ["sync": buffered])
    #expect(measured(other, among: [run(1, ranks: 1, throughput: 100)]) == nil)
  }

  @Test("anything else may not")
  func different() {
    let batch: [String: JSONValue] = ["train": .object(["batch": .integer(64)])]
    let section: [String: JSONValue] = ["sync": .object(["every": .integer(2)])]
    let others = [
      run(1, ranks: 1, throughput: 100, config: batch),
      run(1, ranks: 1, throughput: 100, config: section),
      run(1, ranks: 2, throughput: 100),
      run(1, ranks: 1, throughput: 100, status: .failed),
      run(1, ranks: 1, throughput: nil),
      run(1, ranks: 1, throughput: 100, mode: "async"),
    ]
    for other in others {
      #expect(measured(run(2, ranks: 2, throughput: 100), among: [other]) == nil)
    }
    let alone = run(2, ranks: 1, throughput: 100)
    #expect(measured(alone, among: [run(1, ranks: 1, throughput: 100)]) == nil)
  }

  @Test("a base in mode sync serves every mode", arguments: ["async", "tensor", "pipeline"])
  func modes(mode: String) {
    let more = run(2, ranks: 2, throughput: 100, mode: mode)
    #expect(measured(more, among: [run(1, ranks: 1, throughput: 100)]) != nil)
    let own = run(1, ranks: 1, throughput: 100, mode: mode)
    #expect(measured(more, among: [own]) != nil)
    let other = run(1, ranks: 1, throughput: 100, mode: "other")
    #expect(measured(more, among: [other]) == nil)
  }
}
