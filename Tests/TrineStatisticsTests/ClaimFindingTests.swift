// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineStatistics

@Suite("What runs say about a claim")
struct ClaimFindingTests {
  /// A config as a run has it.
  private func config(
    _ mode: String,
    seed: Int = 1,
    batch: Int = 128,
    _ more: [String: JSONValue] = [:]
  ) -> JSONValue {
    let own: [String: JSONValue] = [
      "name": .string("trial"), "mode": .string(mode), "seed": .integer(seed),
      mode: .object(["every": .integer(1)]), "train": .object(["batch": .integer(batch)]),
    ]
    return .object(own.merging(more) { _, new in new })
  }

  private func run(
    _ number: Int,
    _ config: JSONValue,
    _ value: Double?,
    status: RunStatus = .finished
  ) -> Run {
    Run(
      id: RunID(experiment: "trial", number: number),
      uid: "U\(number)",
      status: status,
      created: Date(timeIntervalSince1970: Double(number)),
      host: "here",
      ranks: 1,
      seed: config["seed"]?.int ?? 1,
      config: config,
      metrics: value.map { ["test/accuracy": MetricSummary(first: $0, step: 1)] } ?? [:],
      folder: "f"
    )
  }

  private func test(
    _ selection: [String: JSONValue] = ["mode": .string("sync")],
    beats difference: [String: JSONValue] = ["mode": .string("async")],
    metric: String = "test/accuracy"
  ) throws -> ClaimTest {
    ClaimTest(
      claim: try #require(ClaimReference("chen2016revisiting#sync-more-accurate")),
      metric: metric,
      selection: ConfigSelection(selection),
      expectation: .beats(ConfigSelection(difference), margin: 0)
    )
  }

  private var present: [JSONValue] { [config("sync"), config("async")] }

  /// Three runs of each mode, sync being better.
  private var usual: [Run] {
    three(of: "sync", from: 1, [0.80, 0.81, 0.82])
      + three(of: "async", from: 4, [0.70, 0.71, 0.72])
  }

  private func three(of mode: String, from number: Int, _ values: [Double]) -> [Run] {
    values.enumerated().map { seed, value in
      run(number + seed, config(mode, seed: seed), value)
    }
  }

  private func finding(
    _ test: ClaimTest,
    _ runs: [Run],
    present: [JSONValue]? = nil
  ) -> ClaimFinding {
    ClaimFinding(test, from: ClaimRuns(runs, present: present ?? self.present))
  }

  @Test("names the runs on each side, their figures and the interval, in whatever order they come")
  func supported() throws {
    for runs in [usual, usual.reversed()] {
      let found = finding(try test(), runs)
      #expect(found.verdict.status == .supported)
      #expect(found.subject.runs.map(\.number) == [1, 2, 3])
      #expect(found.rivals?.runs.map(\.number) == [4, 5, 6])
      #expect(found.subject.sample.count == 3)
      #expect(abs(found.subject.sample.mean - 0.81) < 1e-12)
      #expect(abs((found.verdict.effect?.estimate ?? .nan) - 0.1) < 1e-12)
      #expect(found.remarks.isEmpty)
    }
  }

  @Test("is untested without runs on one side, and says what became of those there are")
  func untested() throws {
    let failed = [
      run(7, config("async"), 0.1, status: .failed), run(8, config("async"), 0.1, status: .failed),
      run(9, config("async"), nil, status: .killed), run(10, config("sync"), nil, status: .running),
    ]
    let found = finding(try test(), Array(usual.prefix(3)) + failed)
    #expect(found.verdict.status == .untested)
    #expect(found.verdict.reason == "there is no finished run with mode=async")
    #expect(
      found.remarks == [
        "1 running run with mode=sync does not count", "2 failed runs with mode=async do not count",
        "1 killed run with mode=async does not count",
      ]
    )
    #expect(finding(try test(), []).verdict.status == .untested)
  }

  @Test("failed runs beside finished ones do not count, whatever they measured")
  func failed() throws {
    let found = finding(try test(), usual + [run(7, config("sync", seed: 9), 0, status: .failed)])
    #expect(found.verdict.status == .supported)
    #expect(found.subject.sample.count == 3)
    #expect(found.remarks == ["1 failed run with mode=sync does not count"])
  }

  @Test("is out of date when the experiment has changed since, and says in what")
  func outOfDate() throws {
    let now = [config("sync", batch: 64), config("async", batch: 64)]
    let found = finding(try test(), usual, present: now)
    #expect(found.verdict.status == .outOfDate)
    #expect(
      found.verdict.reason == "all finished runs with mode=sync are of an earlier config; "
        + "train.batch is 128 in trial-3, 64 now"
    )
    #expect(found.subject.runs.isEmpty)
    let gone = finding(try test(), usual, present: [config("sync")])
    #expect(gone.verdict.status == .outOfDate)
    #expect(
      gone.verdict.reason
        == "the experiment has no mode=async any more; mode is async in trial-6, sync now"
    )
  }

  @Test("runs of an earlier config do not count beside present ones, and are told")
  func someOutdated() throws {
    let old = [
      run(7, config("sync", seed: 7, batch: 64), 0.1), run(8, config("async", batch: 1), 9),
    ]
    let found = finding(try test(), usual + old)
    #expect(found.verdict.status == .supported)
    #expect(
      found.remarks == [
        "1 earlier run with mode=sync does not count; train.batch is 64 in trial-7, 128 now",
        "1 earlier run with mode=async does not count; train.batch is 1 in trial-8, 128 now",
      ]
    )
  }

  @Test("names, seed, tags, papers, claims and watchdog may have changed")
  func descriptions() throws {
    let more: [String: JSONValue] = [
      "name": .string("other"), "question": .string("?"), "papers": .array([]),
      "tags": .array([.string("x")]), "claims": .array([]), "stallAfter": .integer(9),
      "traceSteps": .integer(0), "seed": .integer(77), "grid": .null,
    ]
    let now = [config("sync", more), config("async", more)]
    #expect(finding(try test(), usual, present: now).verdict.status == .supported)
  }

  @Test("whole numbers are the same with and without a point")
  func numbers() throws {
    let rate = { (value: JSONValue) in ["train": JSONValue.object(["rate": value])] }
    let now = [config("sync", rate(.number(1))), config("async", rate(.number(1)))]
    let runs = usual.map { run in
      var run = run
      let mode = run.config["mode"]?.string ?? ""
      run.config = config(mode, seed: run.seed, rate(.integer(1)))
      return run
    }
    let selected = try test(["mode": .string("sync"), "train.rate": .number(1)])
    #expect(finding(selected, runs, present: now).verdict.status == .supported)
  }

  @Test("two configurations on one side are told, even if only one of them has run")
  func mixed() throws {
    let now = present + [config("sync", batch: 64), config("async", batch: 64)]
    let found = finding(try test(), usual, present: now)
    #expect(found.verdict.status == .inconclusive)
    #expect(
      found.verdict.reason == "mode=sync stands for 2 configurations, which differ in "
        + "train.batch (64, 128); 'where' must say which is meant"
    )
    let said = try test(["mode": .string("sync"), "train.batch": .integer(128)])
    #expect(finding(said, usual, present: now).verdict.status == .supported)
  }

  @Test("runs of two configurations with one seed are not runs of one that was repeated")
  func mixedSeeds() throws {
    let now = present + [config("sync", batch: 64)]
    let others = (1...3).map { run($0 + 10, config("sync", seed: $0, batch: 64), 0.7) }
    let found = finding(try test(), usual + others, present: now)
    #expect(found.verdict.status == .inconclusive)
    #expect(found.remarks == [])
    #expect(found.subject.runs.count == 6)
  }

  @Test("of two runs with one seed the newer counts")
  func seeds() throws {
    let again = run(7, config("sync", seed: 0), 0.9)
    let found = finding(try test(), usual + [again])
    #expect(found.subject.runs.map(\.number) == [7, 2, 3])
    #expect(
      found.remarks
        == ["1 older run with the seed of a newer one, of those with mode=sync, does not count"]
    )
    let once = [run(1, config("sync"), 0.8), run(2, config("sync"), 0.8)] + usual.suffix(3)
    #expect(finding(try test(), once).verdict.status == .inconclusive)
  }

  @Test("a metric that no run has is told with the nearest there is")
  func noMetric() throws {
    let found = finding(try test(metric: "test/acuracy"), usual)
    #expect(found.verdict.status == .untested)
    #expect(
      found.verdict.reason
        == "no run with mode=sync has the metric 'test/acuracy'; did you mean 'test/accuracy'?"
    )
  }

  @Test("a metric is unknown where no finished run of a side has it, and some have finished")
  func metricsInstead() throws {
    #expect(finding(try test(metric: "test/acuracy"), usual).metricsInstead == ["test/accuracy"])
    #expect(finding(try test(), usual).metricsInstead == [])
    #expect(finding(try test(metric: "x"), []).metricsInstead == [])
    let failed = [run(1, config("sync"), 0.5, status: .failed)]
    #expect(finding(try test(metric: "x"), failed).metricsInstead == [])
    let earlier = finding(try test(metric: "x"), usual, present: [config("sync", batch: 1)])
    #expect(earlier.metricsInstead == ["test/accuracy"])
  }

  @Test("runs without the metric do not count")
  func someWithoutMetric() throws {
    let found = finding(try test(), usual + [run(7, config("sync", seed: 9), nil)])
    #expect(found.verdict.status == .supported)
    #expect(
      found.remarks
        == ["1 finished run without test/accuracy, of those with mode=sync, does not count"]
    )
  }

  @Test("runs that diverged decide nothing, and are named")
  func diverged() throws {
    let broken = [
      run(7, config("async", seed: 8), .nan), run(8, config("async", seed: 9), -.infinity),
    ]
    let found = finding(try test(), usual + broken)
    #expect(found.verdict.status == .inconclusive)
    #expect(
      found.verdict.reason == "test/accuracy is not a number in 2 runs: trial-7 (NaN), trial-8 (−∞)"
        + "; only a newer run of their seeds can take their place"
    )
  }

  @Test("on a value looks at the selected runs alone")
  func equals() throws {
    var claim = try test()
    claim.expectation = .equals(0.81, tolerance: 0.05)
    let found = finding(claim, usual)
    #expect(found.verdict.status == .supported)
    #expect(found.rivals == nil)
    claim.selection = ConfigSelection()
    #expect(finding(claim, usual).verdict.reason.hasPrefix("the experiment stands for 2 conf"))
    let alone = finding(claim, Array(usual.prefix(3)), present: [config("sync")])
    #expect(alone.verdict.status == .supported)
  }

  @Test("may be about the best value of each run")
  func best() throws {
    var claim = try test()
    claim.point = .best
    let runs = usual.map { run in
      var run = run
      run.metrics["test/accuracy"]?.max = run.config["mode"] == .string("sync") ? 0.5 : 0.9
      run.metrics["test/accuracy"]?.max += Double(run.seed) / 100
      return run
    }
    #expect(finding(claim, runs).verdict.status == .contradicted)
    claim.better = .lower
    #expect(finding(claim, runs).subject.values == [0.80, 0.81, 0.82])
  }

  @Test("is written as JSON with both sides")
  func json() throws {
    let text = try JSONText.line(finding(try test(), usual))
    let object = try JSONText.value(JSONValue.self, from: text)
    #expect(object["claim"]?.string == "chen2016revisiting#sync-more-accurate")
    #expect(object["status"]?.string == "supported")
    #expect(object["subject"]?["n"]?.int == 3)
    #expect(object["rivals"]?["runs"]?.array?.last?.string == "trial-6")
    #expect(object["effect"]?["confidence"] == .number(0.95))
    let none = try JSONText.line(finding(try test(), []))
    #expect(try JSONText.value(JSONValue.self, from: none)["subject"]?["mean"] == .null)
  }
}
