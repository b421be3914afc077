// SPDX-License-Identifier: MIT

/// The smallest kernels: one pass over memory each.
public enum Vector {
  /// `y ← x`.
  ///
  /// Shapes: both (N). Nothing may overlap.
  public static func copy(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(x.count == y.count, "x holds \(x.count) values and y \(y.count)")
    Loops.copy(x, into: &y)
  }

  /// `y ← y + x`.
  ///
  /// Shapes: both (N). Nothing may overlap.
  public static func add(_ x: Span<Float>, to y: inout MutableSpan<Float>) {
    precondition(x.count == y.count, "x holds \(x.count) values and y \(y.count)")
    Loops.add(x, to: &y)
  }

  /// `y ← a·y`; an `a` of 0 gives 0, be `y` NaN.
  public static func scale(_ y: inout MutableSpan<Float>, by a: Float) {
    if a == 0 {
      y.update(repeating: 0)
    } else if a != 1 {
      for i in y.indices { y[i] *= a }
    }
  }

  /// `y ← y / a`, rounded once: where `a` is not a power of 2, multiplying by its inverse errs to one
  /// side, which adds up over many calls.
  public static func divide(_ y: inout MutableSpan<Float>, by a: Float) {
    for i in y.indices { y[i] /= a }
  }

  /// `y ← a·x + b·y`; a `b` of 0 overwrites, be `y` NaN.
  ///
  /// Shapes: both (N). Nothing may overlap.
  public static func axpy(
    _ a: Float,
    _ x: Span<Float>,
    keeping b: Float = 1,
    into y: inout MutableSpan<Float>
  ) {
    precondition(x.count == y.count, "x holds \(x.count) values and y \(y.count)")
    if b == 0 {
      for i in x.indices { y[i] = a * x[i] }
    } else {
      for i in x.indices { y[i] = a * x[i] + b * y[i] }
    }
  }
}
