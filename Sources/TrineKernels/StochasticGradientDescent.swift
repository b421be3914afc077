// SPDX-License-Identifier: MIT

/// Stochastic gradient descent with momentum and weight decay, as PyTorch's `SGD` with dampening 0.
public struct StochasticGradientDescent: Hashable, Sendable {
  /// The share of the last velocity that is kept.
  public var momentum: Float
  /// The factor of the parameters added to their gradient.
  public var weightDecay: Float
  /// Whether a step looks ahead along the new velocity (Nesterov's momentum).
  public var nesterov: Bool

  /// Names the hyperparameters.
  public init(momentum: Float, weightDecay: Float, nesterov: Bool = false) {
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.nesterov = nesterov
  }

  /// Moves the parameters `w` one step, in one pass over all arrays.
  ///
  /// With `g' = g + weightDecay·w`: `v ← momentum·v + g'`, then `w ← w - learningRate·v`, or, with
  /// `nesterov`, `w ← w - learningRate·(g' + momentum·v)`. Shapes: all (N); without momentum
  /// `velocity` is neither read nor written and may be empty. Nothing may overlap.
  public func update(
    _ parameters: inout MutableSpan<Float>,
    gradient: Span<Float>,
    velocity: inout MutableSpan<Float>,
    learningRate: Float
  ) {
    precondition(parameters.count == gradient.count, "as many gradients as parameters")
    guard momentum != 0 else {
      descend(&parameters, gradient, learningRate)
      return
    }
    precondition(velocity.count == gradient.count, "as many velocities as parameters")
    if nesterov {
      lookAhead(&parameters, gradient, &velocity, learningRate)
    } else {
      roll(&parameters, gradient, &velocity, learningRate)
    }
  }

  /// Moves the parameters along a velocity that holds this step's gradient already.
  ///
  /// `w ← w - learningRate·v`: the rest of `update` where the gradient was summed straight into the
  /// velocity (see `keeping` of `BLAS.multiply`). It is for descent without weight decay and
  /// without `nesterov`, which need the gradient itself. Shapes: both (N). Nothing may overlap.
  public func step(
    _ parameters: inout MutableSpan<Float>,
    along velocity: Span<Float>,
    learningRate: Float
  ) {
    precondition(parameters.count == velocity.count, "as many velocities as parameters")
    for i in velocity.indices { parameters[i] -= learningRate * velocity[i] }
  }
}

// MARK: - The three ways to descend

extension StochasticGradientDescent {
  private func descend(
    _ parameters: inout MutableSpan<Float>,
    _ gradient: Span<Float>,
    _ learningRate: Float
  ) {
    let weightDecay = weightDecay
    for i in gradient.indices {
      let w = parameters[i]
      parameters[i] = w - learningRate * (gradient[i] + weightDecay * w)
    }
  }

  private func roll(
    _ parameters: inout MutableSpan<Float>,
    _ gradient: Span<Float>,
    _ velocity: inout MutableSpan<Float>,
    _ learningRate: Float
  ) {
    let (momentum, weightDecay) = (momentum, weightDecay)
    for i in gradient.indices {
      let w = parameters[i]
      let v = momentum * velocity[i] + (gradient[i] + weightDecay * w)
      velocity[i] = v
      parameters[i] = w - learningRate * v
    }
  }

  private func lookAhead(
    _ parameters: inout MutableSpan<Float>,
    _ gradient: Span<Float>,
    _ velocity: inout MutableSpan<Float>,
    _ learningRate: Float
  ) {
    let (momentum, weightDecay) = (momentum, weightDecay)
    for i in gradient.indices {
      let w = parameters[i]
      let g = gradient[i] + weightDecay * w
      let v = momentum * velocity[i] + g
      velocity[i] = v
      parameters[i] = w - learningRate * (g + momentum * v)
    }
  }
}
