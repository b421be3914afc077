// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineStatistics

@Suite("Runs that diverged do not favour their side")
struct DivergedRunTests {
  private static let words = "rank 0 of 2: training diverged: train/loss is not a finite number"
  private let metric = "test/accuracy"

  private func config(_ mode: String, seed: Int) -> JSONValue {
    .object(["mode": .string(mode), "seed": .integer(seed)])
  }

  private func run(
    _ number: Int,
    _ mode: String,
    seed: Int,
    _ values: [String: Double] = [:],
    status: RunStatus = .finished,
    reason: String? = nil
  ) -> Run {
    Run(
      id: RunID(experiment: "trial", number: number),
      uid: "U\(number)",
      status: status,
      reason: reason,
      created: Date(timeIntervalSince1970: Double(number)),
      host: "here",
      ranks: 1,
      seed: seed,
      config: config(mode, seed: seed),
      metrics: values.mapValues { MetricSummary(first: $0, step: 1) },
      folder: "f"
    )
  }

  /// Three runs of each mode, async being better.
  private var usual: [Run] {
    [0.80, 0.81, 0.82].enumerated().map { run($0 + 1, "sync", seed: $0, [metric: $1]) }
      + [0.90, 0.91, 0.92].enumerated().map { run($0 + 4, "async", seed: $0, [metric: $1]) }
  }

  private func finding(_ runs: [Run], at point: ClaimTest.Point = .last) throws -> ClaimFinding {
    let test = ClaimTest(
      claim: try #require(ClaimReference("chen2016revisiting#async-better")),
      metric: metric,
      point: point,
      selection: ConfigSelection(["mode": .string("async")]),
      expectation: .beats(ConfigSelection(["mode": .string("sync")]), margin: 0)
    )
    let present = ["sync", "async"].map { config($0, seed: 0) }
    return ClaimFinding(test, from: ClaimRuns(runs, present: present))
  }

  @Test("what the trainer ended as diverged keeps its side from being supported, and is named")
  func endedByTrainer() throws {
    #expect(try finding(usual).verdict.status == .supported)
    let diverged = run(7, "async", seed: 9, [metric: 0.9], status: .failed, reason: Self.words)
    for point in ClaimTest.Point.allCases {
      let found = try finding(usual + [diverged], at: point)
      #expect(found.verdict.status == .inconclusive)
      #expect(
        found.verdict.reason == "test/accuracy is not a number in 1 run: trial-7 (diverged)"
          + "; only a newer run of its seed can take its place"
      )
      #expect(found.subject.runs.map(\.number) == [4, 5, 6, 7])
      #expect(found.remarks.isEmpty)
    }
  }

  @Test(
    "so does what was stopped with a loss or the metric being no number",
    arguments: [
      "train/loss", "test/accuracy",
    ]
  )
  func stoppedByPerson(name: String) throws {
    for status in [RunStatus.failed, .killed, .lost] {
      for value in [Double.nan, .infinity] {
        let stopped = run(7, "async", seed: 9, [name: value], status: status)
        #expect(try finding(usual + [stopped]).verdict.status == .inconclusive)
      }
    }
  }

  @Test("what a person or a machine ended does not spoil the claim")
  func otherTrouble() throws {
    let others = [
      run(7, "async", seed: 9, ["train/loss": 0.1], status: .killed, reason: "stopped by SIGINT"),
      run(8, "async", seed: 9, status: .failed, reason: "rank 1 of 2 was killed by signal 9"),
      run(9, "async", seed: 9, ["throughput": .infinity], status: .lost),
      run(10, "async", seed: 9, ["train/loss": .nan], status: .running),
    ]
    let found = try finding(usual + others)
    #expect(found.verdict.status == .supported)
    #expect(
      found.remarks
        == ["running", "failed", "killed", "lost"].map {
          "1 \($0) run with mode=async does not count"
        }
    )
  }

  @Test("a newer run of the seed takes the place of one that diverged, and the other way round")
  func again() throws {
    let diverged = run(7, "async", seed: 0, status: .failed, reason: Self.words)
    #expect(try finding(usual + [diverged]).verdict.status == .inconclusive)
    let mended = run(8, "async", seed: 0, [metric: 0.9])
    #expect(try finding(usual + [diverged, mended]).verdict.status == .supported)
  }

  @Test("a side of which every run diverged is not untested")
  func allDiverged() throws {
    let diverged = (7...10).map {
      run($0, "async", seed: $0, status: .failed, reason: Self.words)
    }
    let verdict = try finding(usual.prefix(3) + diverged).verdict
    #expect(verdict.status == .inconclusive)
    #expect(verdict.reason.contains("in 4 runs: trial-7 (diverged), trial-8 (diverged), trial-9"))
  }

  @Test("one of an earlier config does not count")
  func earlierConfig() throws {
    var old = run(7, "async", seed: 9, status: .failed, reason: Self.words)
    old.config = .object(["mode": .string("async"), "seed": .integer(9), "rate": .integer(3)])
    let found = try finding(usual + [old])
    #expect(found.verdict.status == .supported)
    #expect(found.remarks == ["1 failed run with mode=async does not count"])
  }
}
