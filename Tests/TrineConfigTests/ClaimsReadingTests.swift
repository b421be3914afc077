// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// The key `claims` of an experiment.
struct ClaimsReadingTests {
  private let chen = ClaimReference("chen2016revisiting#sync-more-accurate")

  /// A claim that selects runs, as the first of a file.
  private func selected(_ text: String) throws -> [String: JSONValue] {
    let claim =
      "claims: [{claim: a2020b#c, metric: m, where: \(text), equals: {value: 1, tolerance: 0}}]\n"
    return try plans(claim + spirals).first?.claims?.first?.selection.values ?? [:]
  }

  @Test("a claim is read with all its keys")
  func everyKey() throws {
    let text = """
      claims:
        - claim: chen2016revisiting#sync-more-accurate
          metric: test/accuracy
          at: best
          better: lower
          where: {mode: sync, train: {batch: 64}}
          beats: {mode: async}
          margin: -0.5
          confidence: 0.9
        - {claim: a2020b#1.x, metric: my/own, equals: {value: 0.88, tolerance: 0.01}}

      """
    let claims = try plans(text + spirals)[0].claims
    #expect(
      try claims == [
        ClaimTest(
          claim: #require(chen),
          metric: "test/accuracy",
          point: .best,
          better: .lower,
          selection: ConfigSelection(["mode": .string("sync"), "train.batch": .integer(64)]),
          expectation: .beats(ConfigSelection(["mode": .string("async")]), margin: -0.5),
          confidence: 0.9
        ),
        ClaimTest(
          claim: #require(ClaimReference("a2020b#1.x")),
          metric: "my/own",
          expectation: .equals(0.88, tolerance: 0.01)
        ),
      ]
    )
  }

  @Test("what is better is known from the metric's name, and may be said")
  func better() throws {
    for (metric, better) in [
      ("test/accuracy", ClaimTest.Better.higher), ("throughput", .higher), ("train/loss", .lower),
      ("time/wait", .lower), ("staleness/mean", .lower), ("bytes/sent", .lower),
    ] {
      let text =
        "claims: [{claim: a2020b#c, metric: \(metric), equals: {value: 1, tolerance: 0}}]\n"
      #expect(try plans(text + spirals)[0].claims?.map(\.better) == [better])
    }
  }

  @Test("every run of a sweep has the claims of the experiment")
  func sweep() throws {
    let text = """
      sweep: {mode: [sync, async], seed: [1, 2]}
      ranks: 2
      claims: [{claim: a2020b#c, metric: m, where: {mode: sync}, beats: {mode: async}}]

      """
    let claims = try plans(text + spirals).map(\.claims)
    #expect(claims.count == 4)
    #expect(Set(claims).count == 1)
    #expect(claims[0]?.first?.rivals == ConfigSelection(["mode": .string("async")]))
  }

  @Test(
    "values are those of the stored config",
    arguments: [
      ("{train.batch: 1e2}", ["train.batch": .integer(100)]),
      ("{train: {optimizer: {momentum: 0.5}}}", ["train.optimizer.momentum": .number(0.5)]),
      ("{stallAfter: 2 min}", ["stallAfter": .integer(120)]),
      ("{sync.bucket: 1 MB}", ["sync.bucket": .integer(1_000_000)]),
      ("{train.evaluateEvery: 5 steps}", ["train.evaluateEvery": .object(["steps": .integer(5)])]),
      ("{threads: auto}", ["threads": .null]), ("{grid: null}", ["grid": .null]),
      ("{model.layers: [2, 2]}", ["model.layers": .array([.integer(2), .integer(2)])]),
      ("{async.servers: 2}", ["async.servers": .integer(2)]),
      ("{train.optimizer.beta1: 0.25}", ["train.optimizer.beta1": .number(0.25)]),
      ("{train.learningRate.end: 0.5}", ["train.learningRate.end": .number(0.5)]),
      ("{sync.topShare: 0.5}", ["sync.topShare": .number(0.5)]),
      ("{faults.delay.rank: 1}", ["faults.delay.rank": .integer(1)]),
      ("{data.label: 3}", ["data.label": .string("3")]), ("{}", [:]), ("null", [:]),
      ("{ranks: 3, train: {batch: 2}}", ["ranks": .integer(3), "train.batch": .integer(2)]),
    ] as [(String, [String: JSONValue])]
  )
  func values(text: String, values: [String: JSONValue]) throws {
    #expect(try selected(text) == values)
  }

  @Test("values of `beats` are read beside those of `where`")
  func rivals() throws {
    let text = """
      claims:
        - claim: a2020b#c
          metric: train/loss
          where: {train.optimizer.kind: adam, train.optimizer.beta1: 0.5}
          beats: {train.optimizer.beta1: 0.25}

      """
    let rivals = try plans(text + spirals)[0].claims?.first?.rivals?.values
    #expect(
      rivals == [
        "train.optimizer.kind": .string("adam"), "train.optimizer.beta1": .number(0.25),
      ]
    )
  }

  @Test("without claims a plan's JSON is what it was before there were any")
  func without() throws {
    for text in ["", "claims: []\n", "claims: null\n"] {
      let plan = try plans(text + spirals)[0]
      #expect(plan.claims == nil)
      #expect(try plan.config()["claims"] == nil)
    }
    #expect(try plans("claims: null\n" + spirals) == plans(spirals))
  }

  @Test("a plan's JSON has the keys of the YAML, and is read back")
  func json() throws {
    let text = """
      claims:
        - {claim: a2020b#c, metric: m, where: {train: {batch: 64}, mode: sync}, beats: {mode: async}}

      """
    let plan = try plans(text + spirals)[0]
    let line = try JSONText.line(plan)
    #expect(
      line.contains(
        #""claims":[{"at":"last","beats":{"mode":"async"},"better":"higher","claim":"a2020b#c","#
          + #""confidence":0.95,"margin":0,"metric":"m","where":{"mode":"sync","train.batch":64}}]"#
      )
    )
    #expect(try JSONText.value(RunPlan.self, from: line) == plan)
  }

  @Test("a plan is written with a dash before each claim")
  func yaml() throws {
    let text = """
      claims:
        - {claim: a2020b#c, metric: m, where: {threads: auto, stallAfter: 30 s}, equals: {value: 1, tolerance: 0.5}}

      """
    let written = PlanYAML.text(try plans(text + spirals)[0])
    #expect(
      written.split(separator: "claims:\n").last == """
          - claim: "a2020b#c"
            metric: m
            at: last
            better: higher
            where: {stallAfter: 30 s, threads: null}
            equals: {value: 1.0, tolerance: 0.5}
            confidence: 0.95

        """
    )
  }

  @Test("the command line can leave claims out, but not sweep them")
  func overrides() throws {
    let claims = "claims: [{claim: a2020b#c, metric: m, equals: {value: 1, tolerance: 0}}]\n"
    let text = claims + spirals
    #expect(try plans(text, "~claims") == plans(spirals))
    #expect(
      reports(text, "claims=[],null") == [
        "command line: 'claims=[],null': 'claims' cannot be swept: they are of the whole experiment"
          + "\n  fix: write them beside 'sweep', all in one list"
      ]
    )
  }
}
