// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// One way for ranks to train a model together.
///
/// All ranks call the same, in the same order. It keeps the parameters; when they are evaluated and
/// saved is not its concern.
protocol Strategy: ErrorFeedback {
  /// All ranks that are still there.
  var world: Communicator { get }
  /// The layers, or parts of layers, whose parameters this rank has.
  var network: Network { get }
  /// Steps an epoch.
  var stepsPerEpoch: Int { get }
  /// What a run should know of how it is trained.
  var notes: [String] { get }
  /// Bytes of parameters, gradients and optimizer state on this rank.
  var byteCount: Int { get }

  /// Fills the parameters, wherever they are kept.
  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws

  /// Slices of a rank's part of a batch whose losses are added up each on its own.
  var slices: Int { get }

  /// Trains for a stretch, after which all replicas have the same parameters.
  /// - Parameters:
  ///   - stretch: Which steps of which epoch.
  ///   - step: Updates before it.
  ///   - tally: What it brings is added to, as far as it is counted on this rank.
  /// - Throws: what MPI throws.
  func train(_ stretch: Stretch, after step: Int, adding tally: inout TrainingTally) throws

  /// Scores the samples of a set that nothing is learnt from.
  /// - Returns: what is counted on this rank, and how many samples all ranks look at.
  func score(_ set: HeldOutSet) throws -> (SoftmaxCrossEntropy.Score, count: Int)

  // MARK: - Checkpoints

  /// Whether the parameters this rank has are written by it; others have the same.
  var ownsParameters: Bool { get }
  /// What the optimizer remembers, by name, and how many updates it counts.
  var optimizerState: OptimizerState { get set }

  /// Lends the parameters that this rank has.
  func readParameters(_ body: (borrowing ParameterArena) throws -> Void) throws

  /// Lends what this rank holds of each state of the optimizer, to be written or to be read.
  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws
}

extension Strategy {
  var slices: Int { 1 }

  /// Whether ranks keep what compression leaves out; the same on all of them.
  var hasResidual: Bool { residualCount > 0 }
}

/// What of an optimizer a checkpoint keeps beside arenas.
struct OptimizerState: Equatable {
  /// Updates so far.
  var steps: Int
  /// The arenas it has, by name.
  var names: [String]
}

/// A state of the optimizer, or a part of one.
struct StatePart {
  /// Its name, such as `velocity`.
  let name: String
  /// Which of the network's parameters it belongs to; the arena holds these and nothing else.
  let range: Range<Int>
  /// Whether this rank writes it; others have the same.
  let isOwned: Bool
}
