// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels

/// Changes parameters by their gradients, and remembers what it needs for that.
///
/// It may look after all of an arena's parameters or after a range of them alone; its state has as
/// many floats as that range.
final class Optimizer {
  private enum Rule {
    case descent(StochasticGradientDescent)
    case adam(Adam)
  }

  private let rule: Rule
  /// The parameters it looks after.
  let range: Range<Int>
  /// What it remembers, by name: nothing, `velocity`, or `first` and `second`.
  let stateNames: [String]
  /// The velocity of SGD, or the first moment of Adam; empty for plain SGD.
  var first: ParameterArena
  /// The second moment of Adam; empty otherwise.
  var second: ParameterArena
  /// Updates so far, the one that is being made included.
  var steps = 0

  /// - Parameters:
  ///   - plan: How parameters move.
  ///   - range: The parameters it looks after.
  ///   - memory: Gives room for each of its states, by their number and length.
  init(
    _ plan: OptimizerPlan,
    range: Range<Int>,
    memory: (_ state: Int, _ count: Int) -> ParameterArena = { ParameterArena(count: $1) }
  ) {
    self.range = range
    stateNames = Self.stateNames(plan)
    switch plan.kind {
    case .sgd:
      rule = .descent(
        StochasticGradientDescent(
          momentum: Float(plan.momentum),
          weightDecay: Float(plan.weightDecay),
          nesterov: plan.nesterov
        )
      )
    case .adam:
      rule = .adam(
        Adam(
          beta1: plan.beta1,
          beta2: plan.beta2,
          epsilon: plan.epsilon,
          weightDecay: plan.weightDecay
        )
      )
    }
    first = stateNames.isEmpty ? ParameterArena(count: 0) : memory(0, range.count)
    second = stateNames.count < 2 ? ParameterArena(count: 0) : memory(1, range.count)
  }

  /// What an optimizer remembers, by name.
  static func stateNames(_ plan: OptimizerPlan) -> [String] {
    switch plan.kind {
    case .sgd: plan.momentum == 0 ? [] : ["velocity"]
    case .adam: ["first", "second"]
    }
  }

  /// Bytes it holds.
  var byteCount: Int { (first.count + second.count) * MemoryLayout<Float>.stride }

  /// The share of the velocity that a product may add the gradient to directly, where no sum over
  /// ranks, no weight decay and no look ahead stand between; `nil` where one does.
  var directMomentum: Float? {
    guard case .descent(let descent) = rule, descent.momentum != 0, descent.weightDecay == 0,
      !descent.nesterov
    else { return nil }
    return descent.momentum
  }

  /// Lends what it remembers, by name.
  func editState(_ body: (String, inout ParameterArena) throws -> Void) rethrows {
    for (index, name) in stateNames.enumerated() {
      try index == 0 ? body(name, &first) : body(name, &second)
    }
  }

  /// Lends what it remembers as the parts of a checkpoint that belong to its range.
  /// - Parameters:
  ///   - isOwned: Whether this rank writes them.
  ///   - body: Writes or reads a part.
  /// - Throws: what `body` throws.
  func editParts(
    isOwned: Bool,
    _ body: (StatePart, inout ParameterArena) throws -> Void
  ) throws {
    try editState { name, arena in
      try body(StatePart(name: name, range: range, isOwned: isOwned), &arena)
    }
  }

  /// Moves some of the parameters.
  /// - Parameters:
  ///   - parameters: The parameters of `part`.
  ///   - gradient: Their gradients.
  ///   - part: Which they are, in the arena; within `range`.
  ///   - rate: The learning rate.
  func update(
    _ parameters: inout MutableSpan<Float>,
    gradient: Span<Float>,
    part: Range<Int>,
    rate: Float
  ) {
    let place = place(of: part)
    switch rule {
    case .descent(let descent):
      first.edit(place) { velocity in
        descent.update(&parameters, gradient: gradient, velocity: &velocity, learningRate: rate)
      }
    case .adam(let adam):
      first.edit(place) { first in
        second.edit(place) { second in
          adam.update(
            &parameters,
            gradient: gradient,
            first: &first,
            second: &second,
            learningRate: rate,
            step: steps
          )
        }
      }
    }
  }

  /// Moves some of the parameters as `update` does, copies them and leaves zeros for their gradients.
  func update(
    _ parameters: inout MutableSpan<Float>,
    clearing gradient: inout MutableSpan<Float>,
    copyingTo copy: inout MutableSpan<Float>,
    part: Range<Int>,
    rate: Float
  ) {
    guard case .descent(let descent) = rule else {
      update(&parameters, gradient: gradient.span, part: part, rate: rate)
      gradient.update(repeating: 0)
      return Vector.copy(parameters.span, into: &copy)
    }
    first.edit(place(of: part)) { velocity in
      descent.update(
        &parameters,
        clearing: &gradient,
        velocity: &velocity,
        copyingTo: &copy,
        learningRate: rate
      )
    }
  }

  /// Where the state of some parameters lies; without a state, nowhere.
  private func place(of part: Range<Int>) -> Range<Int> {
    guard !stateNames.isEmpty else { return 0..<0 }
    return part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound
  }

  /// Moves all parameters it looks after by their gradients, which lie at the same places.
  func update(
    _ parameters: inout ParameterArena,
    gradients: borrowing ParameterArena,
    rate: Float
  ) {
    gradients.read(range) { gradient in
      parameters.edit(range) { parameters in
        update(&parameters, gradient: gradient, part: range, rate: rate)
      }
    }
  }

  /// Moves some of the parameters along a velocity that holds this step's gradient already.
  func move(_ parameters: inout MutableSpan<Float>, along velocity: Span<Float>, rate: Float) {
    guard case .descent(let descent) = rule else { return }
    descent.step(&parameters, along: velocity, learningRate: rate)
  }

  /// Moves all parameters along the velocity, to which their gradients were added directly.
  func moveAlongVelocity(_ parameters: inout ParameterArena, rate: Float) {
    parameters.edit(range) { parameters in
      first.read(first.indices) { velocity in move(&parameters, along: velocity, rate: rate) }
    }
  }
}
