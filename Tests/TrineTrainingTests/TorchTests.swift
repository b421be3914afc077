// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineKernels
import TrineTraining

/// Files beside the tests.
enum Fixtures {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
}

/// The same numbers as PyTorch.
struct TorchTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let activation: ModelPlan.Activation
    let layers: [Int]
    let learningRate: Float
    let momentum: Float
    let weightDecay: Float
    let features: [Float]
    let labels: [Int32]
    let batch: Int
    let before: [Float]
    let losses: [Double]
    let after: [Double]

    var testDescription: String { activation.rawValue }
  }

  static func cases() throws -> [Case] {
    let text = try String(contentsOfFile: "\(Fixtures.folder)/torch-sgd.json", encoding: .utf8)
    return try JSONText.value([Case].self, from: text)
  }

  @Test("six steps give PyTorch's losses and parameters", arguments: try cases())
  func steps(test: Case) throws {
    let model = Sequential(
      Network(ModelPlan(layers: test.layers, activation: test.activation)),
      capacity: 8
    )
    var parameters = ParameterArena(count: test.before.count)
    parameters.edit(parameters.indices) { values in
      for i in values.indices { values[i] = test.before[i] }
    }
    var gradients = ParameterArena(count: test.before.count)
    var velocity = [Float](repeating: 0, count: test.momentum == 0 ? 0 : test.before.count)
    var losses: [Double] = []
    for step in test.losses.indices {
      let (x, labels) = test.rows(ofStep: step)
      let loss = try model.computeGradients(
        x.span,
        labels.span,
        scale: 1 / Float(labels.count),
        parameters: parameters,
        into: &gradients
      )
      losses.append(loss / Double(labels.count))
      test.update(&parameters, gradients, &velocity)
    }
    let after = parameters.read(parameters.indices) { v in v.indices.map { Double(v[$0]) } }
    #expect(areClose(losses, test.losses, atol: 1e-6))
    #expect(areClose(after, test.after, atol: 1e-6))
  }
}

extension TorchTests.Case {
  /// The samples of a step: batches in order, again and again.
  fileprivate func rows(ofStep step: Int) -> (x: [Float], labels: [Int32]) {
    let batches = (labels.count + batch - 1) / batch
    let start = step % batches * batch
    let rows = start..<min(labels.count, start + batch)
    let width = layers[0]
    return (
      Array(features[rows.lowerBound * width..<rows.upperBound * width]), Array(labels[rows])
    )
  }

  fileprivate func update(
    _ parameters: inout ParameterArena,
    _ gradients: borrowing ParameterArena,
    _ velocity: inout [Float]
  ) {
    let descent = StochasticGradientDescent(momentum: momentum, weightDecay: weightDecay)
    var velocity = velocity.mutableSpan
    gradients.read(gradients.indices) { gradient in
      parameters.edit(parameters.indices) { parameters in
        descent.update(
          &parameters,
          gradient: gradient,
          velocity: &velocity,
          learningRate: learningRate
        )
      }
    }
  }
}

extension RankSuites {
  struct CheckpointTests {
    /// A Python with PyTorch or NumPy: the one `TRINE_TEST_PYTHON` names, else the machine's.
    static let python: String? = {
      let python = ProcessInfo.processInfo.environment["TRINE_TEST_PYTHON"] ?? "python3"
      let finished = try? Program.run("/usr/bin/env", [python, "-c", "import numpy"])
      return finished?.exitCode == 0 ? python : nil
    }()

    struct Request: Encodable {
      let layers: [Int]
      let activation: String
      let rows: [[Double]]
    }

    @Test(
      "PyTorch, or NumPy, computes with a checkpoint what the naive trainer computes",
      .enabled(if: python != nil, "no python3 with numpy here"),
      arguments: ModelPlan.Activation.allCases
    )
    func load(activation: ModelPlan.Activation) throws {
      let plan = RunPlan.small(ranks: 2, layers: [5, 8, 6, 3], activation: activation)
      let job = try RankJob(plan).finish()
      let splits = try DataSplits.load(plan.data, seed: plan.seed) {}
      var naive = NaiveTrainer(plan)
      _ = naive.train(splits)
      let rows = splits.validation.map { splits.trainingSet.sample($0).x }
      let expected = rows.flatMap { naive.forward($0)[naive.layers.count] }

      let request = Request(layers: plan.model.layers, activation: activation.rawValue, rows: rows)
      let file = try #require(job.events().first { $0.kind == .checkpoint }?.message)
      let finished = try Program.run(
        "/usr/bin/env",
        [
          try #require(Self.python), "\(Fixtures.folder)/load-checkpoint.py",
          "\(job.folder.path)/\(file)",
        ],
        input: JSONText.line(request)
      )
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let logits = try JSONText.value([Double].self, from: finished.output)
      #expect(areClose(logits, expected, atol: 1e-4))
    }

    @Test("only the finished file is left in the folder of checkpoints")
    func noLeftovers() throws {
      let job = try RankJob(.small(ranks: 2)).finish()
      let files = try FileManager.default.contentsOfDirectory(atPath: job.folder.checkpoints)
      let names = ["json", "safetensors", "velocity.safetensors"].map { "step-000012.\($0)" }
      #expect(files.sorted() == names)
    }

    @Test("a checkpoint that cannot be written fails the run")
    func unwritable() throws {
      let job = try RankJob(.small())
      try Data().write(to: URL(fileURLWithPath: job.folder.checkpoints))
      #expect(try job.start().wait().exitCode == 1)
      let message = try #require(job.events().last?.message)
      #expect(message.contains("step-000012.safetensors"))
      #expect(message.contains("the file cannot be written: Not a directory"))
    }
  }
}
