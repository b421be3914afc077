// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct ActivationTests {
  static let activations: [Activation?] = [nil, .relu, .tanh, .sigmoid]
  /// Rows and their width.
  static let shapes: [(rows: Int, width: Int)] =
    [0, 1, 7, 8, 9].flatMap { rows in sizes.map { (rows, $0) } } + [(1000, 3)]

  @Test("adding a bias and activating is the naive computation", arguments: activations, shapes)
  func forward(activation: Activation?, shape: (rows: Int, width: Int)) {
    var values = TestValues(UInt64(shape.rows * 1000 + shape.width))
    let bias = values.floats(shape.width, scale: 3)
    var y = values.floats(shape.rows * shape.width, scale: 5)
    let expected = y.indices.map { i in
      Reference.activate(activation, Double(y[i] + bias[i % shape.width]))
    }
    var span = y.mutableSpan
    Activation.add(bias: bias.span, then: activation, to: &span)
    #expect(excess(y, expected) == 0)
  }

  @Test("the backward pass is the naive one", arguments: activations, shapes)
  func backward(activation: Activation?, shape: (rows: Int, width: Int)) {
    var values = TestValues(UInt64(shape.rows * 1000 + shape.width + 7))
    let x = values.floats(shape.rows * shape.width, scale: 2)
    let y = x.map { Float(Reference.activate(activation, Double($0))) }
    var dy = values.floats(y.count)
    let expected = y.indices.map { i in
      Double(dy[i]) * Reference.derivative(activation, y: Double(y[i]))
    }
    let expectedBias = (0..<shape.width).map { o in
      stride(from: o, to: expected.count, by: shape.width).reduce(0) { $0 + expected[$1] }
    }
    var dBias = [Float](repeating: .nan, count: shape.width)
    var dySpan = dy.mutableSpan
    var dBiasSpan = dBias.mutableSpan
    Activation.backward(activation, y: y.span, dy: &dySpan, dBias: &dBiasSpan)
    #expect(excess(dy, expected) == 0)
    #expect(excess(dBias, expectedBias, atol: 1e-4) == 0)
  }

  @Test(
    "the bias gradient is added to the kept share of what was there",
    arguments: activations,
    [-0.5, 0.9, 1]
  )
  func keeping(activation: Activation?, beta: Float) {
    let (rows, width) = (9, 7)
    var values = TestValues(3)
    let y = values.floats(rows * width).map { Float(Reference.activate(activation, Double($0))) }
    var dy = values.floats(y.count)
    var dBias = values.floats(width)
    let expected = (0..<width).map { o in
      (0..<rows).reduce(Double(beta) * Double(dBias[o])) { sum, b in
        let i = b * width + o
        return sum + Double(dy[i]) * Reference.derivative(activation, y: Double(y[i]))
      }
    }
    var dySpan = dy.mutableSpan
    var dBiasSpan = dBias.mutableSpan
    Activation.backward(activation, y: y.span, dy: &dySpan, keeping: beta, dBias: &dBiasSpan)
    #expect(excess(dBias, expected) == 0)
  }

  @Test("the derivative is the slope of the function", arguments: Activation.allCases)
  func finiteDifferences(activation: Activation) {
    for x in [-2.5, -0.3, 0.4, 3.0] {
      let step = 1e-6
      let slope =
        (Reference.activate(activation, x + step) - Reference.activate(activation, x - step))
        / (2 * step)
      let y = Float(Reference.activate(activation, x))
      var dy: [Float] = [1]
      var dBias: [Float] = [0]
      var dySpan = dy.mutableSpan
      var dBiasSpan = dBias.mutableSpan
      Activation.backward(activation, y: [y].span, dy: &dySpan, dBias: &dBiasSpan)
      #expect(excess(dy, [slope]) == 0)
    }
  }

  @Test("large values reach their limits and nothing overflows", arguments: Activation.allCases)
  func extremes(activation: Activation) {
    var y: [Float] = [-1e30, -200, 0, 200, 1e30]
    let expected = y.map { Reference.activate(activation, Double($0)) }
    var span = y.mutableSpan
    Activation.add(bias: [0].span, then: activation, to: &span)
    #expect(excess(y, expected) == 0)
  }

  @Test("a NaN stays one, so that a run that diverges is seen", arguments: activations)
  func notANumber(activation: Activation?) {
    var y: [Float] = [.nan, 1]
    var span = y.mutableSpan
    Activation.add(bias: [0, 0].span, then: activation, to: &span)
    #expect(y[0].isNaN && !y[1].isNaN)
  }
}
