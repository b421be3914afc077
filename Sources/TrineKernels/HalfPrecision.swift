// SPDX-License-Identifier: MIT

/// Floats in 16 bits, with error feedback: half of what a gradient takes on a wire.
///
/// What rounding takes from a value is kept in a residual and added to the next value in its place,
/// so that nothing is lost for good. The idea is of Seide et al., "1-Bit Stochastic Gradient Descent
/// and its Application to Data-Parallel Distributed Training of Speech DNNs" (2014); why it converges
/// where plain rounding need not: Karimireddy et al., "Error Feedback Fixes SignSGD and other Gradient
/// Compression Schemes" (2019).
public enum HalfPrecision: Sendable, CaseIterable {
  /// A float's upper half: its range, and 8 significant bits.
  case bfloat16
  /// IEEE 754's binary16: up to 65504, and 11 significant bits.
  case float16
}

// MARK: - Encoding

extension HalfPrecision {
  /// Encodes `x + residual`, and leaves in the residual what the code does not say, in one pass.
  ///
  /// The code is the nearest value, the even one of two. A finite value beyond the largest of the
  /// format becomes that one, and the residual keeps the rest. Infinities and NaN stay what they
  /// are, and leave an infinity or NaN in the residual: a run that diverges is seen. Shapes: all
  /// (N). Nothing may overlap.
  public func encode(
    _ x: Span<Float>,
    residual: inout MutableSpan<Float>,
    into code: inout MutableSpan<UInt16>
  ) {
    precondition(residual.count == x.count, "as many residuals as values")
    precondition(code.count == x.count, "as many codes as values")
    switch self {
    case .bfloat16:
      encode(x, &residual, &code) { Self.bfloat16(of: $0) }
    case .float16:
      encode(x, &residual, &code) { Self.float16(of: $0) }
    }
  }

  @inline(__always)
  private func encode(
    _ x: Span<Float>,
    _ residual: inout MutableSpan<Float>,
    _ code: inout MutableSpan<UInt16>,
    _ round: (Float) -> (code: UInt16, decoded: Float)
  ) {
    for i in x.indices {
      let value = x[i] + residual[i]
      let rounded = round(value)
      code[i] = rounded.code
      residual[i] = value - rounded.decoded
    }
  }
}

// MARK: - Decoding

extension HalfPrecision {
  /// Computes `y = decoded`, in one pass.
  ///
  /// Shapes: both (N). Nothing may overlap.
  public func decode(_ code: Span<UInt16>, into y: inout MutableSpan<Float>) {
    precondition(code.count == y.count, "as many codes as values")
    switch self {
    case .bfloat16:
      for i in code.indices { y[i] = Self.bfloat16(code[i]) }
    case .float16:
      for i in code.indices { y[i] = Self.float16(code[i]) }
    }
  }

  /// Computes `y = y + decoded`, in one pass.
  ///
  /// Shapes: both (N). Nothing may overlap.
  public func decodeAdd(_ code: Span<UInt16>, to y: inout MutableSpan<Float>) {
    precondition(code.count == y.count, "as many codes as values")
    switch self {
    case .bfloat16:
      for i in code.indices { y[i] += Self.bfloat16(code[i]) }
    case .float16:
      for i in code.indices { y[i] += Self.float16(code[i]) }
    }
  }
}

// MARK: - One value, without a branch, so that a loop runs on whole vectors

extension HalfPrecision {
  /// The code of a value, and what it says.
  ///
  /// The value is a sum: a NaN is a quiet one, of which the upper half is a NaN, too.
  @inline(__always)
  private static func bfloat16(of value: Float) -> (code: UInt16, decoded: Float) {
    let bits = value.bitPattern
    // Half of the last place that stays, and one more if it is odd, carries where rounding is up.
    // Beyond the largest finite code nothing may carry: the value would become infinite.
    let carry = 0x7FFF &+ (bits >> 16 & 1)
    let rounded = bits &+ (magnitude(value) > 0x7F7F_0000 ? 0 : carry)
    let code = UInt16(truncatingIfNeeded: rounded >> 16)
    return (code, Float(bitPattern: rounded & 0xFFFF_0000))
  }

  /// What a code says.
  @inline(__always)
  private static func bfloat16(_ code: UInt16) -> Float {
    Float(bitPattern: UInt32(code) << 16)
  }

  /// The code of a value, and what it says; beside an infinity or NaN 65504.
  @inline(__always)
  private static func float16(of value: Float) -> (code: UInt16, decoded: Float) {
    let magnitude = magnitude(value)
    let sign = value.bitPattern & 0x8000_0000
    let finite = min(magnitude, 0x477F_E000)
    // Below 2^-14 the last place is 2^-24, as that of a float beside 0.5: this sum rounds.
    let shifted = Float(bitPattern: UInt32(bitPattern: finite)) + 0.5
    let subnormal = Int32(bitPattern: shifted.bitPattern) &- 0x3F00_0000
    let rounded = finite &+ 0xFFF &+ (finite >> 13 & 1)
    // The exponent's origin moves from 127 to 15.
    let normal = (rounded &- 0x3800_0000) >> 13
    let isSubnormal = finite < 0x3880_0000
    // Infinity's code follows that of 65504, and a NaN's is larger.
    let beyond = magnitude >= 0x7F80_0000 ? (magnitude >> 13 & 0x3FF) &+ 1 : 0
    let code = UInt32(bitPattern: (isSubnormal ? subnormal : normal) &+ beyond) | sign >> 16
    let wide = isSubnormal ? (shifted - 0.5).bitPattern : UInt32(bitPattern: rounded & ~0x1FFF)
    return (UInt16(truncatingIfNeeded: code), Float(bitPattern: wide | sign))
  }

  /// What a code says.
  @inline(__always)
  private static func float16(_ code: UInt16) -> Float {
    let magnitude = Int32(code & 0x7FFF) << 13
    let beyond: Int32 = magnitude >= 0x0F80_0000 ? 0x3800_0000 : 0
    let normal = UInt32(bitPattern: magnitude &+ 0x3800_0000 &+ beyond)
    // Read with the smallest exponent the significand has a leading one too many.
    let shifted = Float(bitPattern: UInt32(bitPattern: magnitude &+ 0x3880_0000))
    let wide = magnitude < 0x0080_0000 ? (shifted - 0x1p-14).bitPattern : normal
    return Float(bitPattern: wide | UInt32(code & 0x8000) << 16)
  }

  /// The bits without the sign; as a signed number, which older processors compare faster.
  @inline(__always)
  private static func magnitude(_ value: Float) -> Int32 {
    Int32(bitPattern: value.bitPattern & 0x7FFF_FFFF)
  }
}
