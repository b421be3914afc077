// SPDX-License-Identifier: MIT

public import TrineKernels

/// `y = f(x Wᵀ + bias)`: a linear layer and the activation after it, which share their passes.
///
/// Shapes: `x` is (B, I), `W` is (O, I), `bias` is (O), `y` is (B, O).
public struct LinearLayer: Layer {
  /// Values a row going in, I.
  public let inputs: Int
  /// Values a row coming out, O.
  public let outputs: Int
  /// What follows; `nil` at the end of a classifier.
  public let activation: Activation?
  let weight: Range<Int>
  let bias: Range<Int>

  /// Makes a layer whose parameters begin at `offset` of the arena.
  public init(inputs: Int, outputs: Int, activation: Activation?, at offset: Int) {
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    weight = offset..<offset + inputs * outputs
    bias = weight.upperBound..<weight.upperBound + outputs
  }

  /// `weight` of (O, I) and `bias` of (O).
  public var tensors: [ParameterTensor] {
    [
      ParameterTensor(name: "weight", dimensions: [outputs, inputs], range: weight),
      ParameterTensor(name: "bias", dimensions: [outputs], range: bias),
    ]
  }

  /// The linear layer and, where there is one, the activation.
  public var modules: Int { activation == nil ? 1 : 2 }

  /// Draws weight and bias from U(-1/√I, 1/√I), as PyTorch's `nn.Linear` does.
  public func initialize(_ parameters: inout ParameterArena, from random: inout RandomStream) {
    let bound = 1 / Float(max(1, inputs)).squareRoot()
    parameters.edit(weight.lowerBound..<bias.upperBound) { values in
      for i in values.indices { values[i] = (2 * random.uniform() - 1) * bound }
    }
  }

  // MARK: - Forward and backward

  /// One product, and one pass for bias and activation.
  public func forward(
    _ x: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into y: inout MutableSpan<Float>
  ) {
    let shape = BLAS.ProductShape(rows: rows, columns: outputs, inner: inputs)
    parameters.read(weight) { weight in
      BLAS.multiply(x, weight, transposed: .second, shape: shape, into: &y)
    }
    parameters.read(bias) { bias in
      Activation.add(bias: bias, then: activation, to: &y)
    }
  }

  /// `dz = dy · f'(y)` in place with `dBias = beta dBias + Σ dz`, then `dW = beta dW + dzᵀ x`.
  public func parameterGradients(
    _ x: Span<Float>,
    y: Span<Float>,
    dy: inout MutableSpan<Float>,
    rows: Int,
    keeping beta: Float,
    into gradients: inout ParameterArena
  ) {
    let shape = BLAS.ProductShape(rows: outputs, columns: inputs, inner: rows)
    gradients.edit(weight, bias) { dWeight, dBias in
      Activation.backward(activation, y: y, dy: &dy, keeping: beta, dBias: &dBias)
      BLAS.multiply(dy.span, x, transposed: .first, shape: shape, keeping: beta, into: &dWeight)
    }
  }

  /// `dx = dz W`.
  public func inputGradient(
    _ dy: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into dx: inout MutableSpan<Float>
  ) {
    let shape = BLAS.ProductShape(rows: rows, columns: inputs, inner: outputs)
    parameters.read(weight) { weight in
      BLAS.multiply(dy, weight, shape: shape, into: &dx)
    }
  }
}
