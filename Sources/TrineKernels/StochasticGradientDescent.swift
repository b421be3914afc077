// SPDX-License-Identifier: MIT

internal import CTrineKernels

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

  /// Moves the parameters one step, copies them and leaves zeros for the gradient, where the next one
  /// is added up: `update`, and for plain momentum still one pass.
  ///
  /// Shapes: all (N); without momentum `velocity` may be empty. Nothing may overlap.
  public func update(
    _ parameters: inout MutableSpan<Float>,
    clearing gradient: inout MutableSpan<Float>,
    velocity: inout MutableSpan<Float>,
    copyingTo copy: inout MutableSpan<Float>,
    learningRate: Float
  ) {
    precondition(parameters.count == gradient.count, "as many gradients as parameters")
    precondition(parameters.count == copy.count, "as much room as parameters")
    guard momentum != 0, !nesterov else {
      update(
        &parameters,
        gradient: gradient.span,
        velocity: &velocity,
        learningRate: learningRate
      )
      gradient.update(repeating: 0)
      return Vector.copy(parameters.span, into: &copy)
    }
    precondition(velocity.count == gradient.count, "as many velocities as parameters")
    Loops.momentum(
      &parameters,
      clearing: &gradient,
      velocity: &velocity,
      copyingTo: &copy,
      constants(learningRate)
    )
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
    Loops.move(&parameters, along: velocity, rate: learningRate)
  }
}

// MARK: - The three ways to descend

extension StochasticGradientDescent {
  private func constants(_ learningRate: Float) -> trine_kernels_descent {
    trine_kernels_descent(momentum: momentum, decay: weightDecay, rate: learningRate)
  }

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
    Loops.momentum(
      &parameters,
      gradient: gradient,
      velocity: &velocity,
      constants(learningRate)
    )
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
