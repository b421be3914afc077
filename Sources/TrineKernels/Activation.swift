// SPDX-License-Identifier: MIT

/// What stands between two layers.
public enum Activation: Sendable, CaseIterable {
  /// `max(x, 0)`.
  case relu
  /// The hyperbolic tangent.
  case tanh
  /// `1 / (1 + e^-x)`.
  case sigmoid
}

// MARK: - Forward

extension Activation {
  /// Computes `y = f(y + bias)` for a batch of rows, in one pass; without an activation `y + bias`.
  ///
  /// Shapes: `y` is (B, O), `bias` is (O). Cost: B·O evaluations, each value read and written once.
  public static func add(
    bias: Span<Float>,
    then activation: Activation?,
    to y: inout MutableSpan<Float>
  ) {
    let width = bias.count
    guard width > 0 else { return }
    precondition(y.count.isMultiple(of: width), "y holds \(y.count) values, not rows of \(width)")
    switch activation {
    case nil: addBias(bias, to: &y)
    case .relu: addBiasRelu(bias, to: &y)
    case .tanh: addBias(bias, to: &y) { Elementary.tanh($0) }
    case .sigmoid: addBias(bias, to: &y) { 1 / (1 + Elementary.exp(-$0)) }
    }
  }

  private static func addBias(_ bias: Span<Float>, to y: inout MutableSpan<Float>) {
    let width = bias.count
    var start = 0
    while start <= y.count - width {
      for o in 0..<width { y[start + o] += bias[o] }
      start += width
    }
  }

  private static func addBiasRelu(_ bias: Span<Float>, to y: inout MutableSpan<Float>) {
    let width = bias.count
    var start = 0
    while start <= y.count - width {
      for o in 0..<width {
        let value = y[start + o] + bias[o]
        // Not max(): a NaN must stay one, so that a run that diverges is seen.
        y[start + o] = value < 0 ? 0 : value
      }
      start += width
    }
  }

  @inline(__always)
  private static func addBias(
    _ bias: Span<Float>,
    to y: inout MutableSpan<Float>,
    then function: (Float) -> Float
  ) {
    let width = bias.count
    var start = 0
    while start <= y.count - width {
      for o in 0..<width { y[start + o] = function(y[start + o] + bias[o]) }
      start += width
    }
  }
}

// MARK: - Backward

extension Activation {
  /// Turns `dy` into `dy · f'(y)` and `dBias` into `Σ dy · f'(y) + beta·dBias`, in one pass.
  ///
  /// `y` is what the forward pass left: each derivative is a function of the value itself. Without
  /// an activation `dy` stays as it is.
  ///
  /// Shapes: `y` and `dy` are (B, O), `dBias` is (O); a `beta` of 0 overwrites it, be it NaN.
  /// Nothing may overlap.
  public static func backward(
    _ activation: Activation?,
    y: Span<Float>,
    dy: inout MutableSpan<Float>,
    keeping beta: Float = 0,
    dBias: inout MutableSpan<Float>
  ) {
    let width = dBias.count
    Vector.scale(&dBias, by: beta)
    guard width > 0 else { return }
    precondition(y.count == dy.count, "y holds \(y.count) values and dy \(dy.count)")
    precondition(y.count.isMultiple(of: width), "y holds \(y.count) values, not rows of \(width)")
    switch activation {
    case nil: backward(y, &dy, &dBias) { _, dy in dy }
    case .relu: backward(y, &dy, &dBias) { y, dy in y > 0 ? dy : 0 }
    case .tanh: backward(y, &dy, &dBias) { y, dy in dy * (1 - y * y) }
    case .sigmoid: backward(y, &dy, &dBias) { y, dy in dy * (y * (1 - y)) }
    }
  }

  @inline(__always)
  private static func backward(
    _ y: Span<Float>,
    _ dy: inout MutableSpan<Float>,
    _ dBias: inout MutableSpan<Float>,
    _ gradient: (Float, Float) -> Float
  ) {
    let width = dBias.count
    var start = 0
    while start <= dy.count - width {
      // With a span of the row's own the bounds are checked once a row, and the loop runs on vectors.
      let row = y.extracting(start..<start + width)
      for o in row.indices {
        let value = gradient(row[o], dy[start + o])
        dy[start + o] = value
        dBias[o] += value
      }
      start += width
    }
  }
}
