// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct StochasticGradientDescentTests {
  struct Hyperparameters: Sendable {
    let momentum: Float
    let weightDecay: Float
  }

  static let hyperparameters = [
    Hyperparameters(momentum: 0, weightDecay: 0),
    Hyperparameters(momentum: 0.9, weightDecay: 0),
    Hyperparameters(momentum: 0, weightDecay: 0.01),
    Hyperparameters(momentum: 0.5, weightDecay: 0.1),
  ]

  @Test("three steps are three naive ones", arguments: sizes, hyperparameters)
  func steps(count: Int, hyperparameters: Hyperparameters) {
    var values = TestValues(UInt64(count))
    var parameters = values.floats(count)
    var velocity = [Float](repeating: 0, count: hyperparameters.momentum == 0 ? 0 : count)
    var expected = parameters.map { (parameter: Double($0), velocity: 0.0) }
    let descent = StochasticGradientDescent(
      momentum: hyperparameters.momentum,
      weightDecay: hyperparameters.weightDecay
    )
    for _ in 0..<3 {
      let gradient = values.floats(count)
      var parameterSpan = parameters.mutableSpan
      var velocitySpan = velocity.mutableSpan
      descent.update(
        &parameterSpan,
        gradient: gradient.span,
        velocity: &velocitySpan,
        learningRate: 0.05
      )
      for i in expected.indices {
        expected[i] = Reference.update(
          expected[i].parameter,
          gradient: Double(gradient[i]),
          velocity: expected[i].velocity,
          learningRate: 0.05,
          momentum: Double(hyperparameters.momentum),
          weightDecay: Double(hyperparameters.weightDecay)
        )
      }
    }
    #expect(excess(parameters, expected.map(\.parameter)) == 0)
    if !velocity.isEmpty { #expect(excess(velocity, expected.map(\.velocity)) == 0) }
  }
}
