// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

/// The loops in C run on the widest vectors of the processor: the bits have to be those of plain
/// floats all the same, rounded after every product and every sum.
struct LoopTests {
  @Test("momentum gives the bits of plain floats", arguments: sizes, [Float(0), 0.01])
  func momentum(count: Int, weightDecay: Float) {
    var values = TestValues(UInt64(count + 1))
    let gradient = values.floats(count)
    var (parameters, velocity) = (values.floats(count), values.floats(count))
    var (w, v) = (parameters, velocity)
    for i in w.indices {
      let decayed = weightDecay * w[i]
      let kept = Float(0.9) * v[i]
      v[i] = kept + (gradient[i] + decayed)
      let moved = Float(0.05) * v[i]
      w[i] -= moved
    }
    StochasticGradientDescent(momentum: 0.9, weightDecay: weightDecay).update(
      &parameters,
      gradient: gradient,
      velocity: &velocity,
      learningRate: 0.05
    )
    #expect(parameters == w)
    #expect(velocity == v)
  }

  @Test("Adam gives the bits of plain floats", arguments: sizes)
  func adam(count: Int) {
    var values = TestValues(UInt64(count + 2))
    let gradient = values.floats(count)
    var (parameters, first) = (values.floats(count), values.floats(count))
    var second = values.floats(count).map { $0 * $0 }
    var (w, m, v) = (parameters, first, second)
    for i in w.indices {
      let decayed = Float(0.1) * w[i]
      let g = gradient[i] + decayed
      let change = Float(0.5) * (g - m[i])
      m[i] += change
      let (kept, square) = (Float(0.75) * v[i], g * g)
      let new = Float(0.25) * square
      v[i] = kept + new
      // In step 1 the corrections are the factors of what is new: 1/2 and 1/4.
      let root = v[i].squareRoot() * 2
      w[i] -= Float(0.125) * m[i] / (root + Float(0.5))
    }
    Adam(beta1: 0.5, beta2: 0.75, epsilon: 0.5, weightDecay: 0.1).update(
      &parameters,
      gradient: gradient,
      first: &first,
      second: &second,
      learningRate: 0.0625,
      step: 1
    )
    #expect(parameters == w)
    #expect(first == m)
    #expect(second == v)
  }

  static let descents = [
    StochasticGradientDescent(momentum: 0.9, weightDecay: 0),
    StochasticGradientDescent(momentum: 0.9, weightDecay: 0.01),
    StochasticGradientDescent(momentum: 0.9, weightDecay: 0, nesterov: true),
    StochasticGradientDescent(momentum: 0, weightDecay: 0.01),
  ]

  @Test("clearing and copying in the same pass changes nothing else", arguments: sizes, descents)
  func clears(count: Int, descent: StochasticGradientDescent) {
    var values = TestValues(UInt64(count + 3))
    var gradient = values.floats(count)
    var (parameters, velocity) = (values.floats(count), values.floats(count))
    if descent.momentum == 0 { velocity = [] }
    var copy = [Float](repeating: .nan, count: count)
    var (w, v) = (parameters, velocity)
    descent.update(&w, gradient: gradient, velocity: &v, learningRate: 0.05)

    var parameterSpan = parameters.mutableSpan
    var gradientSpan = gradient.mutableSpan
    var velocitySpan = velocity.mutableSpan
    var copySpan = copy.mutableSpan
    descent.update(
      &parameterSpan,
      clearing: &gradientSpan,
      velocity: &velocitySpan,
      copyingTo: &copySpan,
      learningRate: 0.05
    )
    #expect(parameters == w)
    #expect(velocity == v)
    #expect(copy == w)
    #expect(gradient == [Float](repeating: 0, count: count))
  }
}
