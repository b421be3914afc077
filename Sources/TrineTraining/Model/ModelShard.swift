// SPDX-License-Identifier: MIT

import TrineKernels

/// What one rank holds of one replica of the model: all of it, a share of each layer, or a stage.
///
/// All ranks of a replica call the same, with the same samples.
protocol ModelShard: AnyObject {
  /// The layers, or parts of layers, that lie here.
  var network: Network { get }
  /// The rows of the largest batch.
  var capacity: Int { get }
  /// Whether the replica's loss and score are counted on this rank.
  var countsLoss: Bool { get }
  /// What a run should know of how the model is shared.
  var notes: [String] { get }

  /// Adds the gradients of `scale` times the summed loss of a batch to a share of what `target`
  /// holds; with 0 they replace it.
  ///
  /// Shapes: `x` is (B, I) with the columns that the network takes, `labels` is (B).
  /// - Returns: The summed loss; 0 on ranks that do not know it.
  func addGradients(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    scale: Float,
    parameters: borrowing ParameterArena,
    keeping beta: Float,
    to target: inout ParameterArena,
    observer: any PassObserver
  ) throws -> Double

  /// The score of a batch; that of no rows on ranks that do not know it.
  ///
  /// Shapes: `x` is (B, I) with the columns that the network takes, `labels` is (B).
  func score(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    parameters: borrowing ParameterArena
  ) throws -> SoftmaxCrossEntropy.Score

  /// Ends a stretch: nothing stays under way. Collective.
  /// - Returns: metrics of the stretch, the same on all ranks.
  func finishStretch() throws -> [String: TallyFigure]
}

extension ModelShard {
  var notes: [String] { [] }

  func finishStretch() throws -> [String: TallyFigure] { [:] }
}
