// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct StochasticGradientDescentTests {
  struct Hyperparameters: Sendable {
    let momentum: Float
    let weightDecay: Float
    var nesterov = false
  }

  static let hyperparameters = [
    Hyperparameters(momentum: 0, weightDecay: 0),
    Hyperparameters(momentum: 0.9, weightDecay: 0),
    Hyperparameters(momentum: 0, weightDecay: 0.01),
    Hyperparameters(momentum: 0.5, weightDecay: 0.1),
    Hyperparameters(momentum: 0.9, weightDecay: 0, nesterov: true),
    Hyperparameters(momentum: 0.5, weightDecay: 0.1, nesterov: true),
    Hyperparameters(momentum: 0, weightDecay: 0.1, nesterov: true),
  ]

  @Test("three steps are three naive ones", arguments: sizes, hyperparameters)
  func steps(count: Int, hyperparameters: Hyperparameters) {
    var values = TestValues(UInt64(count))
    var parameters = values.floats(count)
    var velocity = [Float](repeating: 0, count: hyperparameters.momentum == 0 ? 0 : count)
    var expected = parameters.map { (parameter: Double($0), velocity: 0.0) }
    let descent = StochasticGradientDescent(
      momentum: hyperparameters.momentum,
      weightDecay: hyperparameters.weightDecay,
      nesterov: hyperparameters.nesterov
    )
    for _ in 0..<3 {
      let gradient = values.floats(count)
      descent.update(
        &parameters,
        gradient: gradient,
        velocity: &velocity,
        learningRate: 0.05
      )
      for i in expected.indices {
        expected[i] = Reference.update(
          expected[i].parameter,
          gradient: Double(gradient[i]),
          velocity: expected[i].velocity,
          learningRate: 0.05,
          momentum: Double(hyperparameters.momentum),
          weightDecay: Double(hyperparameters.weightDecay),
          nesterov: hyperparameters.nesterov
        )
      }
    }
    #expect(excess(parameters, expected.map(\.parameter)) == 0)
    if !velocity.isEmpty { #expect(excess(velocity, expected.map(\.velocity)) == 0) }
  }

  @Test("a step along a velocity that holds the gradient is a step of momentum", arguments: sizes)
  func stepAlong(count: Int) {
    var values = TestValues(UInt64(count + 5))
    let gradient = values.floats(count)
    var expected = values.floats(count)
    var expectedVelocity = values.floats(count)
    var parameters = expected
    let velocity = zip(expectedVelocity, gradient).map { 0.9 * $0 + $1 }
    let descent = StochasticGradientDescent(momentum: 0.9, weightDecay: 0)
    descent.update(
      &expected,
      gradient: gradient,
      velocity: &expectedVelocity,
      learningRate: 0.05
    )
    var span = parameters.mutableSpan
    descent.step(&span, along: velocity.span, learningRate: 0.05)
    #expect(excess(parameters, expected.map(Double.init)) == 0)
  }
}
