// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct ExperimentReadingTests {
  @Test("an experiment with every key becomes the plan it says")
  func everyKey() throws {
    let text = """
      name: sync-vs-async
      question: >
        Does synchronous SGD
        beat asynchronous SGD?
      papers: [chen2016revisiting, dean2012large]
      tags: [staleness, no, 1e3]
      mode: sync
      ranks: 4
      threads: 2
      seed: 7
      data: {format: csv, path: data/train.csv, test: data/test.csv, label: 3, validation: 0.1}
      model: {kind: mlp, layers: [4, 5, 3], activation: tanh}
      train:
        epochs: 3
        batch: 64
        optimizer: {kind: sgd, momentum: 0.9, weightDecay: 1e-4}
        learningRate: {base: 0.05}
      launcher: {kind: local}
      """
    let plan = RunPlan(
      name: "sync-vs-async",
      question: "Does synchronous SGD beat asynchronous SGD?",
      papers: ["chen2016revisiting", "dean2012large"].compactMap { CitationKey($0) },
      tags: ["staleness", "no", "1e3"],
      ranks: 4,
      threads: 2,
      seed: 7,
      data: DataPlan(
        format: .csv,
        path: "data/train.csv",
        test: "data/test.csv",
        label: "3",
        validation: 0.1
      ),
      model: ModelPlan(layers: [4, 5, 3], activation: .tanh),
      train: TrainPlan(
        epochs: 3,
        batch: 64,
        optimizer: OptimizerPlan(momentum: 0.9, weightDecay: 1e-4),
        learningRate: LearningRatePlan(base: 0.05)
      )
    )
    #expect(try plans(text) == [plan])
  }

  @Test("what is left out has its default, a synthetic set too")
  func defaults() throws {
    let data = DataPlan(
      format: .synthetic,
      kind: .spirals,
      samples: 1000,
      features: 2,
      classes: 2,
      noise: 0.1
    )
    let plan = RunPlan(name: "x", data: data, model: ModelPlan(layers: [2, 8, 2]))
    #expect(try plans(spirals) == [plan])
  }

  @Test("an idx set needs nothing but its folder")
  func idx() throws {
    let text = "data: {format: idx, path: /data}\nmodel: {layers: [784, 10]}"
    #expect(try plans(text).first?.data == DataPlan(format: .idx, path: "/data"))
  }

  @Test("the name comes from the file when the file does not say one")
  func nameOfFile() throws {
    let files = ["experiments/a-b.yaml", "/x/実験.yml", "v1.2.yaml", "plain"]
    let names = try files.map {
      try ExperimentReader.plans(file: $0, text: spirals, overrides: []).map(\.name)
    }
    #expect(names == [["a-b"], ["実験"], ["v1.2"], ["plain"]])
  }

  @Test(
    "a text is a text whatever YAML would make of it",
    arguments: ["no", "on", "2026", "1e3", "0x10", "010", "true", "null", "渦巻き", "v1.0_b-c"]
  )
  func textsStayTexts(text: String) throws {
    let plan = try plans("name: \(text)\nquestion: \(text)\ntags: [\(text)]\n" + spirals)[0]
    #expect([plan.name, plan.question ?? ""] + plan.tags == [text, text, text])
  }

  @Test(
    "whole numbers may be written with an exponent or a plus",
    arguments: [("1e3", 1000), ("6.4e1", 64), ("2.0", 2), ("+5", 5)]
  )
  func wholeNumbers(text: String, value: Int) throws {
    #expect(try plans("train: {batch: \(text)}\n" + spirals).map(\.train.batch) == [value])
  }

  @Test("anchors, carriage returns and a byte order mark change nothing")
  func spellings() throws {
    let usual = try plans(spirals)
    #expect(try plans("\u{FEFF}" + spirals) == usual)
    #expect(try plans(spirals.replacing("\n", with: "\r\n")) == usual)
    #expect(try plans(spirals.replacing("[2, 8, 2]", with: "[&n 2, 8, *n]")) == usual)
  }
}
