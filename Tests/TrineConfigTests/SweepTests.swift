// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct SweepTests {
  @Test("a sweep is the cross product of its lists, the last key fastest", arguments: 0..<40)
  func crossProduct(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let keys = ["seed", "train.batch", "threads", "train.epochs", "data.samples"].shuffled(
      using: &random
    )
    let swept = keys.prefix(Int.random(in: 1...4, using: &random))
    let lists = swept.map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: 6...99, using: &random)
      }
    }
    // Some of the lists come from the file, the others from the command line.
    let split = Int.random(in: 0...swept.count, using: &random)
    let axes = Array(zip(swept, lists))
    let lines = axes[..<split].map { "  \($0): \($1)\n" }.joined()
    let text = "train: {batch: 100}\n" + spirals + (split > 0 ? "sweep:\n\(lines)" : "")
    let overrides = axes[split...].map { key, list in
      "\(key)=" + list.map(String.init).joined(separator: ",")
    }
    let made = try ExperimentReader.plans(file: "x.yaml", text: text, overrides: overrides)
    let expected = naiveProduct(lists)
    #expect(made.map { plan in swept.map { value($0, of: plan) } } == expected)
  }

  /// Every list with each value of the first before it.
  private func naiveProduct(_ lists: [[Int]]) -> [[Int]] {
    guard let first = lists.first else { return [[]] }
    let rest = naiveProduct(Array(lists.dropFirst()))
    return first.flatMap { value in rest.map { [value] + $0 } }
  }

  private func value(_ key: String, of plan: RunPlan) -> Int {
    switch key {
    case "seed": plan.seed
    case "train.batch": plan.train.batch
    case "threads": plan.threads ?? 0
    case "train.epochs": plan.train.epochs
    default: plan.data.samples ?? 0
    }
  }

  @Test("keys of a sweep may be nested, and its values lists or whole sections")
  func shapes() throws {
    let nested = try plans(
      spirals + "sweep: {train: {batch: [1, 2], optimizer.momentum: [0, 0.5]}}"
    )
    #expect(nested.map(\.train.batch) == [1, 1, 2, 2])
    #expect(nested.map(\.train.optimizer.momentum) == [0, 0.5, 0, 0.5])
    let layers = try plans(spirals + "sweep: {model.layers: [[2, 2], [2, 9, 2]]}")
    #expect(layers.map(\.model.layers) == [[2, 2], [2, 9, 2]])
    let data = "[{format: synthetic, kind: blobs, noise: 2}, {format: idx, path: p}]"
    let sections = try plans(spirals + "sweep: {data: \(data)}")
    #expect(sections.map(\.data.format) == [.synthetic, .idx])
  }

  @Test("a sweep may stand in for keys that the file does not have")
  func sweptRequiredKeys() throws {
    let text = "data: {format: idx, path: p}\nsweep: {model.layers: [[2, 2], [2, 3, 2]]}"
    #expect(try plans(text).map(\.model.layers.count) == [2, 3])
  }

  @Test(
    "a sweep that makes no sense is reported",
    arguments: [
      ("sweep: {sed: [1]}", "3:9: unknown key 'sed'\n  fix: did you mean 'seed'?"),
      (
        "sweep: {train.batsh: [1]}",
        "3:9: unknown key 'train.batsh'\n  fix: did you mean 'train.batch'?"
      ),
      (
        "sweep: {train: {batsh: [1]}}",
        "3:17: unknown key 'train.batsh'\n  fix: did you mean 'train.batch'?"
      ),
      (
        "sweep: {seed.x: [1]}",
        "3:9: 'seed' is a single value; it has no keys of its own\n  fix: give 'seed' the whole value"
      ),
      (
        "sweep: {seed: []}",
        "3:15: 'sweep' gives 'seed' an empty list, which is no run at all\n  fix: write values, such as seed: [a, b], or delete the line"
      ),
      (
        "sweep: {seed: 3}",
        "3:15: 'sweep' gives 'seed' no list; its value is 3\n  fix: write a list of values, such as seed: [a, b]"
      ),
      (
        "sweep: [seed]",
        "3:8: 'sweep' is a list; it must give each of its keys a list\n  fix: write it as {seed: [1, 2, 3]}, or delete it"
      ),
      (
        "sweep: {train.batch: [1], train: {batch: [2]}}",
        "3:35: 'batch' is given twice; the first one is on line 3\n  fix: keep one of them"
      ),
      (
        "sweep: {seed: [1, x, -1]}",
        "3:19: 'seed' is 'x'; it must be a whole number\n  fix: give it such a value, or leave it out for the default (1)"
      ),
    ]
  )
  func badSweep(line: String, message: String) {
    #expect(reports(spirals + line).first == "x.yaml:\(message)")
  }

  @Test("a problem that all points share is reported once, one of a single point at its value")
  func problemsOfPoints() {
    #expect(reports("threads: 0\n" + spirals + "sweep: {seed: [1, 2, 3]}").count == 1)
    #expect(
      reports("train: {batch: 4}\n" + spirals + "sweep: {ranks: [1, 8]}") == [
        "x.yaml:1:16: 'train.batch' is 4 and 'ranks' is 8; each rank needs a sample of every batch"
          + "\n  fix: use a batch of 8 or more, or fewer ranks"
      ]
    )
  }

  @Test("a sweep of more runs than anyone wants is refused before it is unfolded")
  func tooManyRuns() {
    let list = (0..<1000).map(String.init).joined(separator: ", ")
    #expect(
      reports(spirals + "sweep: {seed: [\(list)], train.epochs: [\(list)]}") == [
        "x.yaml:3:1: the sweep comes to 1,000,000 runs; the most is 10,000"
          + "\n  fix: sweep fewer keys at once"
      ]
    )
  }
}
