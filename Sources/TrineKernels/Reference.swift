// SPDX-License-Identifier: MIT

import RealModule

/// Every kernel once more in plain loops over doubles: slow, obvious, and what the tests compare to.
public enum Reference {
  /// `a b` for `a` of (M, K) and `b` of (K, N).
  public static func product(
    _ a: [Double],
    _ b: [Double],
    shape: BLAS.ProductShape
  ) -> [Double] {
    var c = [Double](repeating: 0, count: shape.rows * shape.columns)
    for m in 0..<shape.rows {
      for n in 0..<shape.columns {
        for k in 0..<shape.inner {
          c[m * shape.columns + n] += a[m * shape.inner + k] * b[k * shape.columns + n]
        }
      }
    }
    return c
  }

  /// (M, N) to (N, M).
  public static func transpose(_ a: [Double], rows: Int, columns: Int) -> [Double] {
    (0..<a.count).map { a[($0 % rows) * columns + $0 / rows] }
  }

  /// `f(x)`, and `x` without an activation.
  public static func activate(_ activation: Activation?, _ x: Double) -> Double {
    switch activation {
    case nil: x
    case .relu: Swift.max(x, 0)
    case .tanh: Double.tanh(x)
    case .sigmoid: 1 / (1 + Double.exp(-x))
    }
  }

  /// `f'(x)` as a function of `y = f(x)`.
  public static func derivative(_ activation: Activation?, y: Double) -> Double {
    switch activation {
    case nil: 1
    case .relu: y > 0 ? 1 : 0
    case .tanh: 1 - y * y
    case .sigmoid: y * (1 - y)
    }
  }

  /// `softmax(z)` of one row.
  public static func softmax(_ z: [Double]) -> [Double] {
    let largest = z.max() ?? 0
    let exponentials = z.map { Double.exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// `-log softmax(z)[label]` of one row.
  public static func crossEntropy(_ z: [Double], label: Int) -> Double {
    let largest = z.max() ?? 0
    return Double.log(z.reduce(0) { $0 + Double.exp($1 - largest) }) + largest - z[label]
  }

  /// One step of stochastic gradient descent for one parameter: the new parameter and velocity.
  public static func update(
    _ w: Double,
    gradient: Double,
    velocity: Double,
    learningRate: Double,
    momentum: Double,
    weightDecay: Double,
    nesterov: Bool = false
  ) -> (parameter: Double, velocity: Double) {
    let g = gradient + weightDecay * w
    let v = momentum * velocity + g
    return (w - learningRate * (nesterov ? g + momentum * v : v), v)
  }
}
