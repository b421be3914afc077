// SPDX-License-Identifier: MIT

/// Stochastic gradient descent with momentum and weight decay, as PyTorch's `SGD` with dampening 0.
public struct StochasticGradientDescent: Hashable, Sendable {
  /// The share of the last velocity that is kept.
  public var momentum: Float
  /// The factor of the parameters added to their gradient.
  public var weightDecay: Float

  /// Names the hyperparameters.
  public init(momentum: Float, weightDecay: Float) {
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// Moves the parameters `w` one step, in one pass over all arrays.
  ///
  /// `v ← momentum·v + (g + weightDecay·w)`, `w ← w - learningRate·v`. Shapes: all (N); without
  /// momentum `velocity` is neither read nor written and may be empty. Nothing may overlap.
  public func update(
    _ parameters: inout MutableSpan<Float>,
    gradient: Span<Float>,
    velocity: inout MutableSpan<Float>,
    learningRate: Float
  ) {
    let (momentum, weightDecay) = (momentum, weightDecay)
    precondition(parameters.count == gradient.count, "as many gradients as parameters")
    guard momentum != 0 else {
      for i in gradient.indices {
        let w = parameters[i]
        parameters[i] = w - learningRate * (gradient[i] + weightDecay * w)
      }
      return
    }
    precondition(velocity.count == gradient.count, "as many velocities as parameters")
    for i in gradient.indices {
      let w = parameters[i]
      let v = momentum * velocity[i] + (gradient[i] + weightDecay * w)
      velocity[i] = v
      parameters[i] = w - learningRate * v
    }
  }
}
