// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineKernels

/// The same steps as PyTorch's; Fixtures/torch-optimizers.py made the values.
struct TorchOptimizerTests {
  struct Recording: Decodable {
    let learningRate: Float
    let before: [Float]
    let gradients: [[Float]]
    let cases: [Case]

    init() throws {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/torch-optimizers.json")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      self = try decoder.decode(Recording.self, from: Data(contentsOf: file))
    }
  }

  struct Case: Decodable, Sendable {
    let kind: String
    let momentum: Float?
    let weightDecay: Double?
    let nesterov: Bool?
    let betas: [Double]?
    let eps: Double?
    /// The parameters after each step.
    let after: [[Double]]
  }

  static let count = 9

  @Test("five steps give PyTorch's parameters", arguments: 0..<count)
  func steps(number: Int) throws {
    let recording = try Recording()
    try #require(recording.cases.count == Self.count)
    let test = recording.cases[number]
    var state = State(recording)
    for step in test.after.indices {
      if test.kind == "adam" {
        state.move(test.adam, recording.gradients[step], step: step + 1)
      } else {
        state.move(test.descent, recording.gradients[step])
      }
      #expect(excess(state.parameters, test.after[step], atol: 1e-6, rtol: 1e-6) == 0)
    }
  }

  struct State {
    let learningRate: Float
    var parameters: [Float]
    var velocity: [Float]
    var second: [Float]

    init(_ recording: Recording) {
      learningRate = recording.learningRate
      parameters = recording.before
      velocity = Array(repeating: 0, count: parameters.count)
      second = velocity
    }

    mutating func move(_ descent: StochasticGradientDescent, _ gradient: [Float]) {
      descent.update(
        &parameters,
        gradient: gradient,
        velocity: &velocity,
        learningRate: learningRate
      )
    }

    mutating func move(_ adam: Adam, _ gradient: [Float], step: Int) {
      adam.update(
        &parameters,
        gradient: gradient,
        first: &velocity,
        second: &second,
        learningRate: learningRate,
        step: step
      )
    }
  }
}

extension TorchOptimizerTests.Case {
  fileprivate var descent: StochasticGradientDescent {
    StochasticGradientDescent(
      momentum: momentum ?? 0,
      weightDecay: Float(weightDecay ?? 0),
      nesterov: nesterov ?? false
    )
  }

  fileprivate var adam: Adam {
    Adam(
      beta1: betas?[0] ?? 0.9,
      beta2: betas?[1] ?? 0.999,
      epsilon: eps ?? 1e-8,
      weightDecay: weightDecay ?? 0
    )
  }
}
