// SPDX-License-Identifier: MIT

internal import CTrineKernels
import RealModule

/// Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015), as PyTorch's `Adam`.
public struct Adam: Hashable, Sendable {
  /// The share of the first moment that is kept.
  public var beta1: Double
  /// The share of the second moment that is kept.
  public var beta2: Double
  /// What is added to the root of the second moment.
  public var epsilon: Double
  /// The factor of the parameters added to their gradient; not the decoupled decay of AdamW.
  public var weightDecay: Double

  /// Names the hyperparameters.
  public init(
    beta1: Double = 0.9,
    beta2: Double = 0.999,
    epsilon: Double = 1e-8,
    weightDecay: Double = 0
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// Moves the parameters `w` one step, in one pass over all arrays.
  ///
  /// With `g' = g + weightDecay·w` in step `t`, counted from 1: `m ← beta1·m + (1 - beta1)·g'`,
  /// `v ← beta2·v + (1 - beta2)·g'²`, and
  /// `w ← w - learningRate·m / (1 - beta1ᵗ) / (√(v / (1 - beta2ᵗ)) + epsilon)`.
  ///
  /// Shapes: all (N); `first` is `m` and `second` is `v`, 0 before step 1. Nothing may overlap.
  public func update(
    _ parameters: inout MutableSpan<Float>,
    gradient: Span<Float>,
    first: inout MutableSpan<Float>,
    second: inout MutableSpan<Float>,
    learningRate: Float,
    step: Int
  ) {
    precondition(step >= 1, "steps are counted from 1, not from \(step)")
    precondition(parameters.count == gradient.count, "as many gradients as parameters")
    precondition(first.count == gradient.count, "as many first moments as parameters")
    precondition(second.count == gradient.count, "as many second moments as parameters")
    // The corrections would lose most of their digits in floats: 1 - 0.999 in the first step.
    let size = Float(Double(learningRate) / (1 - Double.pow(beta1, step)))
    let correction = Float(1 / (1 - Double.pow(beta2, step)).squareRoot())
    let moments = trine_kernels_moments(
      old_second: Float(beta2),
      new_first: Float(1 - beta1),
      new_second: Float(1 - beta2),
      rate: size,
      correction: correction,
      epsilon: Float(epsilon),
      decay: Float(weightDecay)
    )
    Loops.adam(&parameters, gradient: gradient, first: &first, second: &second, moments)
  }
}
