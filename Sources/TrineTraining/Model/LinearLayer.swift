// SPDX-License-Identifier: MIT

public import TrineKernels

/// `y = f(x Wᵀ + bias)`: a linear layer and the activation after it, which share their passes.
///
/// Shapes: `x` is (B, I), `W` is (O, I), `bias` is (O), `y` is (B, O).
///
/// It may be a part of a layer that is split over ranks: then I and O count what lies here.
public struct LinearLayer: Layer {
  /// Values a row going in, I.
  public let inputs: Int
  /// Values a row coming out, O.
  public let outputs: Int
  /// What follows; `nil` at the end of a classifier.
  public let activation: Activation?
  /// `weight` of (O, I) and `bias` of (O).
  public let tensors: [ParameterTensor]

  /// Makes a layer whose parameters begin at `offset` of the arena.
  public init(inputs: Int, outputs: Int, activation: Activation?, at offset: Int) {
    self.init(
      whole: (inputs, outputs),
      inputs: 0..<inputs,
      outputs: 0..<outputs,
      activation: activation,
      at: offset
    )
  }

  /// Makes the part of a layer that takes some of its inputs and gives some of its outputs.
  init(
    whole: (inputs: Int, outputs: Int),
    inputs: Range<Int>,
    outputs: Range<Int>,
    activation: Activation?,
    at offset: Int
  ) {
    (self.inputs, self.outputs, self.activation) = (inputs.count, outputs.count, activation)
    let weight = ParameterTensor(
      name: "weight",
      whole: [whole.outputs, whole.inputs],
      rows: outputs,
      columns: inputs,
      at: offset
    )
    let bias = ParameterTensor(
      name: "bias",
      whole: [whole.outputs],
      rows: outputs,
      columns: 0..<1,
      at: weight.range.upperBound
    )
    tensors = [weight, bias]
  }

  var weight: Range<Int> { tensors[0].range }
  var bias: Range<Int> { tensors[1].range }

  /// The linear layer and, where there is one, the activation.
  public var modules: Int { activation == nil ? 1 : 2 }

  /// Draws weight and bias from U(-1/√I, 1/√I), as PyTorch's `nn.Linear` does.
  public func initialize(_ parameters: inout ParameterArena, from random: inout RandomStream) {
    let bound = 1 / Float(max(1, tensors[0].wholeWidth)).squareRoot()
    for tensor in tensors {
      parameters.edit(tensor.range) { values in
        var next = 0
        for row in 0..<tensor.whole[0] {
          for column in 0..<tensor.wholeWidth {
            let value = (2 * random.uniform() - 1) * bound
            guard tensor.rows.contains(row), tensor.columns.contains(column) else { continue }
            values[next] = value
            next += 1
          }
        }
      }
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
    product(x, rows: rows, parameters: parameters, into: &y)
    activate(parameters: parameters, &y)
  }

  /// `y = x Wᵀ`.
  func product(
    _ x: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into y: inout MutableSpan<Float>
  ) {
    let shape = BLAS.ProductShape(rows: rows, columns: outputs, inner: inputs)
    parameters.read(weight) { weight in
      BLAS.multiply(x, weight, transposed: .second, shape: shape, into: &y)
    }
  }

  /// `y = f(y + bias)`.
  func activate(parameters: borrowing ParameterArena, _ y: inout MutableSpan<Float>) {
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
