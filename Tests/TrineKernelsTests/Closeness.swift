// SPDX-License-Identifier: MIT

/// The largest excess of `|found - expected|` over `atol + rtol·|expected|`: at most 0 where all are
/// close, and infinite where a NaN or a count differs.
func excess(
  _ found: [Float],
  _ expected: [Double],
  atol: Double = 1e-6,
  rtol: Double = 1e-5
) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { found, expected in
    let difference = abs(Double(found) - expected)
    return difference <= atol + rtol * abs(expected) ? 0 : difference.isNaN ? .infinity : difference
  }.max() ?? 0
}

/// A small generator of test values (Numerical Recipes' 64-bit LCG), the same in every run.
struct TestValues {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493
  }

  /// A value in -1..<1 that is a float.
  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) * 0x1p-23 - 1
  }

  mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in next() * scale }
  }
}

/// The sizes kernels are tried at: nothing, one, around a vector's width, many.
let sizes = [0, 1, 7, 8, 9, 1000]
