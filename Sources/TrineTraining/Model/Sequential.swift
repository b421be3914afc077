// SPDX-License-Identifier: MIT

public import TrineKernels
import TrineMPI

/// A network with room for the values of one batch; parameters and gradients are its caller's.
///
/// The room is made once for a largest batch: no step allocates anything.
public final class Sequential: ModelShard {
  /// The layers.
  public let network: Network
  let countsLoss: Bool
  private let activations: Activations

  /// Makes room for a network.
  /// - Parameters:
  ///   - network: The layers.
  ///   - capacity: The rows of the largest batch.
  public convenience init(_ network: Network, capacity: Int) {
    self.init(network, capacity: capacity, countsLoss: true)
  }

  /// Makes room for a network, which may be shares of layers on a rank that counts no losses.
  init(_ network: Network, capacity: Int, countsLoss: Bool) {
    self.network = network
    self.countsLoss = countsLoss
    activations = Activations(for: network, capacity: capacity)
  }

  /// The rows of the largest batch.
  public var capacity: Int { activations.capacity }
}

// MARK: - A batch

extension Sequential {
  /// The score of a batch.
  ///
  /// Shapes: `x` is (B, I), `labels` is (B).
  public func score(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    parameters: borrowing ParameterArena
  ) throws -> SoftmaxCrossEntropy.Score {
    let rows = labels.count
    try network.forward(
      x,
      rows: rows,
      parameters: parameters,
      into: activations,
      observer: Unobserved()
    )
    let score = network.score(labels, rows: rows, activations: activations)
    return countsLoss ? score : SoftmaxCrossEntropy.Score()
  }

  /// Writes the gradients of `scale` times the summed loss of a batch, and returns that sum.
  ///
  /// With no rows all gradients become 0. Shapes: `x` is (B, I), `labels` is (B).
  public func computeGradients(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    scale: Float,
    parameters: borrowing ParameterArena,
    into gradients: inout ParameterArena
  ) throws -> Double {
    try addGradients(
      x,
      labels,
      scale: scale,
      parameters: parameters,
      keeping: 0,
      to: &gradients,
      observer: Unobserved()
    )
  }

  func addGradients(
    _ x: Span<Float>,
    _ labels: Span<Int32>,
    scale: Float,
    parameters: borrowing ParameterArena,
    keeping beta: Float,
    to target: inout ParameterArena,
    observer: any PassObserver
  ) throws -> Double {
    let rows = labels.count
    try network.forward(
      x,
      rows: rows,
      parameters: parameters,
      into: activations,
      observer: observer
    )
    observer.begin(.loss, 0)
    let loss = network.lossGradient(labels, rows: rows, scale: scale, activations: activations)
    try network.backward(
      x,
      rows: rows,
      parameters: parameters,
      activations: activations,
      keeping: beta,
      into: &target,
      observer: observer
    )
    return countsLoss ? loss : 0
  }
}
