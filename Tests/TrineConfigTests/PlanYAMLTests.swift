// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct PlanYAMLTests {
  @Test("reading a written plan back gives the same plan", arguments: 0..<300)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let plan = randomPlan(&random)
    #expect(try plans(PlanYAML.text(plan)) == [plan])
  }

  @Test("a text that other readers of YAML would take for something else is quoted")
  func quotes() throws {
    var plan = try plans(spirals)[0]
    plan.tags = ["no", "Null", "1e3", "plain text", "渦巻き", "a: b", "", " x", "/path/to"]
    let line = PlanYAML.text(plan).split(separator: "\n").first { $0.hasPrefix("tags") }
    let quoted = #""no", "Null", "1e3", plain text, 渦巻き, "a: b", "", " x", /path/to"#
    #expect(line == "tags: [\(quoted)]")
  }

  @Test("a plan is written in the order of an experiment's keys")
  func order() throws {
    let plan = try plans("question: Why?\npapers: [dean2012large]\n" + spirals)[0]
    #expect(
      PlanYAML.text(plan) == """
        name: x
        question: Why?
        papers: [dean2012large]
        tags: []
        mode: sync
        ranks: 1
        threads: 1
        seed: 1
        data:
          format: synthetic
          kind: spirals
          samples: 1000
          features: 2
          classes: 2
          noise: 0.1
          validation: 0.0
        model:
          kind: mlp
          layers: [2, 8, 2]
          activation: relu
        train:
          epochs: 10
          batch: 128
          optimizer:
            kind: sgd
            momentum: 0.0
            weightDecay: 0.0
          learningRate:
            base: 0.01
        launcher:
          kind: local

        """
    )
  }
}

// MARK: - Random plans

private let words = [
  "why", "渦巻き", "a: b", "# no", "it's", "\"so\"", "null", "1e3", "-", "- x", "[a]", "{", "@", "%",
  "back\\slash", "é", "e\u{301}", "\u{2028}x", "\u{7F}x", "tab\tx", "yes", "~", "*x", "a,b", "🙂",
]

private func randomText(_ random: inout SeededGenerator) -> String {
  (0..<Int.random(in: 1...3, using: &random))
    .map { _ in words.randomElement(using: &random) ?? "" }
    .joined(separator: " ")
}

private func randomData(_ random: inout SeededGenerator) -> DataPlan {
  let validation = Double.random(in: 0..<0.5, using: &random)
  switch DataPlan.Format.allCases.randomElement(using: &random) {
  case .csv:
    return DataPlan(
      format: .csv,
      path: randomText(&random),
      test: Bool.random(using: &random) ? randomText(&random) : nil,
      label: Bool.random(using: &random) ? randomText(&random) : nil,
      validation: validation
    )
  case .synthetic:
    return DataPlan(
      format: .synthetic,
      kind: .blobs,
      samples: Int.random(in: 1000...100_000, using: &random),
      features: Int.random(in: 1...9, using: &random),
      classes: Int.random(in: 2...9, using: &random),
      noise: Double.random(in: 0...3, using: &random),
      validation: validation
    )
  default:
    return DataPlan(format: .idx, path: randomText(&random), validation: validation)
  }
}

private func randomTrain(_ random: inout SeededGenerator) -> TrainPlan {
  TrainPlan(
    epochs: Int.random(in: 0...50, using: &random),
    batch: Int.random(in: 50...500, using: &random),
    optimizer: OptimizerPlan(
      momentum: Double.random(in: 0..<1, using: &random),
      weightDecay: Double.random(in: 0...1, using: &random) * 1e-7
    ),
    learningRate: LearningRatePlan(base: Double.random(in: 1e-9...10, using: &random))
  )
}

private func randomPlan(_ random: inout SeededGenerator) -> RunPlan {
  let data = randomData(&random)
  let hidden = (0..<Int.random(in: 0...3, using: &random)).map { _ in
    Int.random(in: 1...600, using: &random)
  }
  // One space between words: a question folded over lines is read as one line.
  let question = randomText(&random).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return RunPlan(
    name: ["x", "a-1", "1e3", "no", "実験_2", "v1.2"].randomElement(using: &random) ?? "x",
    question: Bool.random(using: &random) ? question : nil,
    papers: ["a2020b", "dean2012large", "x:y+z"].shuffled(using: &random).prefix(2)
      .compactMap { CitationKey($0) },
    tags: (0..<Int.random(in: 0...3, using: &random)).map { _ in randomText(&random) },
    ranks: Int.random(in: 1...48, using: &random),
    threads: Int.random(in: 1...8, using: &random),
    seed: Int.random(in: 0...Int.max, using: &random),
    data: data,
    model: ModelPlan(
      layers: [data.features ?? 784] + hidden + [data.classes ?? 10],
      activation: ModelPlan.Activation.allCases.randomElement(using: &random) ?? .relu
    ),
    train: randomTrain(&random)
  )
}
