// SPDX-License-Identifier: MIT

import TrineKernels

/// How the gradients of all replicas become a step of the parameters, which it keeps.
protocol GradientUpdate: ErrorFeedback {
  /// Moves the parameters, or those this rank answers for.
  var optimizer: Optimizer { get }
  /// Is told what a pass does.
  var observer: any PassObserver { get }
  /// What a run should know of it: how sums are made, and what was not possible.
  var notes: [String] { get }
  /// Bytes of parameters, gradients and optimizer state on this rank.
  var byteCount: Int { get }
  /// Whether this rank's part of the optimizer's state is the one to keep in a checkpoint.
  var ownsState: Bool { get }

  /// Fills the parameters: each rank those it has, or one rank for all that share them. Collective.
  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws

  /// Lends the parameters.
  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result

  /// Begins a step of so many samples of this rank's replica and of all.
  /// - Returns: what the gradient of a sample is multiplied by.
  func begin(own: Int, total: Int) -> Float

  /// Lends the parameters and a place for the gradients of a pass, of which a share stays.
  ///
  /// A step has one pass, or several one after the other, whose gradients add up.
  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double

  /// Ends a step: the gradients of all replicas move the parameters. Collective.
  func apply(rate: Float) throws

  /// Lends what this rank holds of each state of the optimizer, to be written or to be read.
  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws

  /// Ends a stretch: nothing stays under way, and all replicas have the same parameters. Collective.
  func settle(rate: Float) throws
}

/// Which of the passes of a step it is.
struct PassPlace: Hashable {
  var isFirst = true
  var isLast = true
}

extension GradientUpdate {
  func settle(rate: Float) throws {}

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    try optimizer.editParts(isOwned: ownsState, body)
  }

  /// Gradients of all replicas add up to the mean.
  func begin(own: Int, total: Int) -> Float { 1 / Float(total) }

  var notes: [String] { [] }
}
