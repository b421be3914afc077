// SPDX-License-Identifier: MIT

import TrineKernels

extension StochasticGradientDescent {
  /// The same for arrays.
  func update(
    _ parameters: inout [Float],
    gradient: [Float],
    velocity: inout [Float],
    learningRate: Float
  ) {
    var parameterSpan = parameters.mutableSpan
    var velocitySpan = velocity.mutableSpan
    update(
      &parameterSpan,
      gradient: gradient.span,
      velocity: &velocitySpan,
      learningRate: learningRate
    )
  }
}

extension Adam {
  /// The same for arrays.
  func update(
    _ parameters: inout [Float],
    gradient: [Float],
    first: inout [Float],
    second: inout [Float],
    learningRate: Float,
    step: Int
  ) {
    var parameterSpan = parameters.mutableSpan
    var firstSpan = first.mutableSpan
    var secondSpan = second.mutableSpan
    update(
      &parameterSpan,
      gradient: gradient.span,
      first: &firstSpan,
      second: &secondSpan,
      learningRate: learningRate,
      step: step
    )
  }
}

extension HalfPrecision {
  /// The same for arrays.
  func encode(_ x: [Float], residual: inout [Float]) -> [UInt16] {
    var codes = [UInt16](repeating: 0, count: x.count)
    var residualSpan = residual.mutableSpan
    var codeSpan = codes.mutableSpan
    encode(x.span, residual: &residualSpan, into: &codeSpan)
    return codes
  }

  /// The same for arrays.
  func decodeAdd(_ codes: [UInt16], to y: inout [Float]) {
    var span = y.mutableSpan
    decodeAdd(codes.span, to: &span)
  }

  /// The same for arrays.
  func decode(_ codes: [UInt16]) -> [Float] {
    // What was there before must not shine through.
    var values = [Float](repeating: .nan, count: codes.count)
    var span = values.mutableSpan
    decode(codes.span, into: &span)
    return values
  }
}
