// SPDX-License-Identifier: MIT

import TrineCore

extension RandomPlan {
  /// One or two claims, with keys of every kind that a selection can have.
  mutating func claims() -> [ClaimTest] {
    many(1...2) { random in
      let selected = random.selected()
      let isRival = random.flag()
      return ClaimTest(
        claim: random.any(Self.references) ?? Self.references[0],
        metric: random.any(["test/accuracy", "train/loss", "my:own", "no"]) ?? "x",
        point: random.any(ClaimTest.Point.allCases) ?? .last,
        better: random.any(ClaimTest.Better.allCases) ?? .lower,
        selection: isRival
          ? selected.overridden(by: ConfigSelection(["deterministic": .string("plan")]))
          : selected,
        expectation: isRival
          ? .beats(
            ConfigSelection(["deterministic": .string("strict")]),
            margin: random.number(-1..<1)
          )
          : .equals(random.number(-9..<9), tolerance: random.number(0..<1)),
        confidence: random.number(0.5..<1)
      )
    }
  }

  private static let references = ["dean2012large#faster", "x:y+z#1.a_b-c"]
    .compactMap { ClaimReference($0) }

  /// Values as a plan's JSON has them.
  private mutating func selected() -> ConfigSelection {
    var all: [(String, JSONValue)] = [
      ("train.batch", .integer(whole(1...512))), ("ranks", .integer(8)), ("grid", .null),
      ("train.optimizer.beta1", .number(number(0.1..<0.9))),
      ("stallAfter", .number(seconds() + 1e-9)), ("wire.bandwidth", .number(seconds() * 1e9 + 1)),
      ("train.evaluateEvery", .object(["steps": .integer(whole(1...99))])),
      ("train.checkpointEvery", .object(["epochs": .integer(whole(1...9))])),
      ("model.layers", .array([.integer(2), .integer(whole(1...9)), .integer(3)])),
      ("data.sharded", .bool(flag())), ("model.activation", .string("tanh")),
      ("data.label", .string(text())), ("faults.delay.milliseconds", .number(number(0.1..<9))),
      ("train.learningRate.everyEpochs", .number(number(1..<9))),
    ]
    // A run has the section of one mode.
    let sections: [[(String, JSONValue)]] = [
      [("sync.bucket", .integer(whole(1...9_000_000))), ("sync.topShare", .number(0.5))],
      [("async.servers", .integer(2)), ("async.staleness.bound", .null)],
      [("tensor.split", .array([.string("column"), .string("row")]))],
      [("pipeline.schedule", .string("1f1b-stashed"))],
    ]
    all += any(sections) ?? []
    let chosen = all.shuffled(using: &random).prefix(whole(0...4))
    return ConfigSelection(Dictionary(chosen) { first, _ in first })
  }
}
