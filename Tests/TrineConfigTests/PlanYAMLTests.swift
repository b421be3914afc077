// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct PlanYAMLTests {
  @Test("reading a written plan back gives the same plan", arguments: 0..<300)
  func roundTrip(seed: UInt64) throws {
    var random = RandomPlan(seed: seed)
    let plan = random.plan()
    #expect(try plans(PlanYAML.text(plan)) == [plan])
  }

  @Test("a plan's config is what its JSON is read as", arguments: 0..<20)
  func config(seed: UInt64) throws {
    var random = RandomPlan(seed: seed)
    let plan = random.plan()
    let read = try JSONText.value(JSONValue.self, from: JSONText.line(plan))
    #expect(try plan.config() == read.normalized)
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
        threads: auto
        seed: 1
        deterministic: plan
        data:
          format: synthetic
          kind: spirals
          samples: 1000
          features: 2
          classes: 2
          noise: 0.1
          validation: 0.0
          sharded: false
        model:
          kind: mlp
          layers: [2, 8, 2]
          activation: relu
        train:
          epochs: 10
          batch: 128
          shuffle: true
          optimizer:
            kind: sgd
            momentum: 0.0
            nesterov: false
            weightDecay: 0.0
          learningRate:
            base: 0.01
            warmupEpochs: 0.0
            schedule: constant
          evaluateEvery: 1 epoch
        sync:
          averageEvery: 1
          average: gradients
          doubleBuffering: false
          backupWorkers: 0
          gradientAccumulation: 1
          allreduce: auto
          compression: none
        traceSteps: 20
        stallAfter: 30 s
        launcher:
          kind: local

        """
    )
  }

  @Test("the JSON of a plan can be had without the keys of choices it does not make")
  func chosen() throws {
    var plan = try plans(spirals)[0]
    let value = { (plan: RunPlan) in
      try JSONText.value(JSONValue.self, from: JSONText.line(plan)).chosen
    }
    let usual = try value(plan)
    let keys = { (value: JSONValue?) -> Set<String> in
      guard case .object(let members)? = value else { return [] }
      return Set(members.keys)
    }
    #expect(keys(usual["train"]?["optimizer"]) == ["kind", "momentum", "nesterov", "weightDecay"])
    #expect(keys(usual["train"]?["learningRate"]) == ["base", "schedule", "warmupEpochs"])
    #expect(usual["sync"]?["compression"] != nil && usual["sync"]?["topShare"] == nil)
    #expect(usual["data"]?["kind"] == .string("spirals") && usual["data"]?["noise"] != nil)
    (plan.train.optimizer.kind, plan.train.learningRate.schedule) = (.adam, .polynomial)
    plan.sync?.compression = .topk
    let other = try value(plan)
    #expect(
      keys(other["train"]?["optimizer"]) == ["kind", "beta1", "beta2", "epsilon", "weightDecay"]
    )
    #expect(
      keys(other["train"]?["learningRate"]) == ["base", "schedule", "warmupEpochs", "power", "end"]
    )
    #expect(other["sync"]?["topShare"] != nil)
  }
}
