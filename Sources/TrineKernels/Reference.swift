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

  /// One step of Adam for one parameter: the new parameter and its moments.
  public static func update(
    _ w: Double,
    gradient: Double,
    first: Double,
    second: Double,
    learningRate: Double,
    step: Int,
    _ adam: Adam
  ) -> (parameter: Double, first: Double, second: Double) {
    let g = gradient + adam.weightDecay * w
    let m = adam.beta1 * first + (1 - adam.beta1) * g
    let v = adam.beta2 * second + (1 - adam.beta2) * g * g
    let mean = m / (1 - Double.pow(adam.beta1, step))
    let square = v / (1 - Double.pow(adam.beta2, step))
    return (w - learningRate * mean / (square.squareRoot() + adam.epsilon), m, v)
  }

  /// The nearest value that 16 bits can say; of two as near the even one, and none beyond the largest.
  public static func rounded(_ value: Double, to format: HalfPrecision) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let digits: Int
    let smallestExponent: Int
    let largest: Double
    switch format {
    case .bfloat16: (digits, smallestExponent, largest) = (8, -126, 0x1.FEp127)
    case .float16: (digits, smallestExponent, largest) = (11, -14, 65504)
    }
    let exponent = Swift.max(smallestExponent, Int(value.exponent))
    let lastPlace = Double.exp2(Double(exponent - digits + 1))
    let nearest = (value / lastPlace).rounded(.toNearestOrEven) * lastPlace
    return Swift.min(Swift.max(nearest, -largest), largest)
  }

  /// Where the `keep` values of largest magnitude lie, in ascending order.
  ///
  /// NaN are the largest; of equals the first counts.
  public static func largest(_ values: [Double], keep: Int) -> [Int] {
    // A class above infinity for NaN, then the magnitude, then the place.
    let ranks = values.enumerated().map { place, value in
      (value.isNaN ? 1 : 0, value.isNaN ? 0 : abs(value), -place)
    }
    let descending = values.indices.sorted { ranks[$0] > ranks[$1] }
    return descending.prefix(keep).sorted()
  }
}
