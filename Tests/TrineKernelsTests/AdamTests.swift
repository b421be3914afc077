// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct AdamTests {
  static let hyperparameters = [
    Adam(),
    Adam(weightDecay: 0.1),
    Adam(beta1: 0.5, beta2: 0.9, epsilon: 1e-3),
    Adam(beta1: 0, beta2: 0),
  ]

  @Test("three steps are three naive ones", arguments: sizes, hyperparameters)
  func steps(count: Int, adam: Adam) {
    var values = TestValues(UInt64(count))
    var parameters = values.floats(count)
    var first = [Float](repeating: 0, count: count)
    var second = first
    var expected = parameters.map { (parameter: Double($0), first: 0.0, second: 0.0) }
    for step in 1...3 {
      let gradient = values.floats(count)
      adam.update(
        &parameters,
        gradient: gradient,
        first: &first,
        second: &second,
        learningRate: 0.05,
        step: step
      )
      for i in expected.indices {
        expected[i] = Reference.update(
          expected[i].parameter,
          gradient: Double(gradient[i]),
          first: expected[i].first,
          second: expected[i].second,
          learningRate: 0.05,
          step: step,
          adam
        )
      }
    }
    #expect(excess(parameters, expected.map(\.parameter), atol: 1e-5) == 0)
    #expect(excess(first, expected.map(\.first)) == 0)
    #expect(excess(second, expected.map(\.second)) == 0)
  }

  @Test("the first step is as long as the learning rate, however small or large the gradient is")
  func firstStep() {
    let gradient: [Float] = [1e-3, 1, 1e3, -1e-3, -1, -1e3]
    let moved = oneStep(gradient, step: 1)
    #expect(excess(moved, gradient.map { $0 > 0 ? -0.05 : 0.05 }, rtol: 1e-4) == 0)
  }

  @Test("after many steps nothing is corrected any more")
  func lateStep() {
    let moved = oneStep([2], step: 1_000_000)
    #expect(excess(moved, [-0.05 * 0.1 * 2 / (0.001 * 4).squareRoot()]) == 0)
  }

  @Test("a gradient of 0 moves nothing, and a NaN stays one", arguments: [1, 7, 8, 9])
  func zeroAndNotANumber(count: Int) {
    var gradient = [Float](repeating: 0, count: count)
    gradient[count - 1] = .nan
    let moved = oneStep(gradient, step: 1)
    #expect(moved.dropLast().allSatisfy { $0 == 0 })
    #expect(moved[count - 1].isNaN)
  }

  /// Where parameters of 0 go in one step from moments of 0.
  private func oneStep(_ gradient: [Float], step: Int) -> [Float] {
    var parameters = [Float](repeating: 0, count: gradient.count)
    var (first, second) = (parameters, parameters)
    Adam().update(
      &parameters,
      gradient: gradient,
      first: &first,
      second: &second,
      learningRate: 0.05,
      step: step
    )
    return parameters
  }

  @Test("a step that is not counted from 1 is refused")
  func stepZero() async {
    await #expect(processExitsWith: .failure) {
      var (parameters, first, second): ([Float], [Float], [Float]) = ([0], [0], [0])
      Adam().update(
        &parameters,
        gradient: [1],
        first: &first,
        second: &second,
        learningRate: 1,
        step: 0
      )
    }
  }
}
