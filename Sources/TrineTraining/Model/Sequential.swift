// SPDX-License-Identifier: MIT

public import TrineCore
public import TrineKernels

/// A network with its parameters, their gradients and room for one batch.
///
/// All of it is made once for a largest batch: no step allocates anything.
public final class Sequential {
  /// The layers.
  public let network: Network
  /// All parameters.
  public var parameters: ParameterArena
  /// The gradient of each parameter, at the same place.
  public var gradients: ParameterArena

  private let activations: Activations
  private var input: ParameterArena
  private var labels: [Int32]

  /// Builds the model of a plan; parameters are zeros until `initialize`.
  /// - Parameters:
  ///   - plan: The model.
  ///   - capacity: The rows of the largest batch.
  ///   - hasGradients: Whether there is an arena for gradients, which products that add to the
  ///     velocity do without.
  public init(_ plan: ModelPlan, capacity: Int, hasGradients: Bool = true) {
    network = Network(plan)
    parameters = ParameterArena(count: network.parameterCount)
    gradients = ParameterArena(count: hasGradients ? network.parameterCount : 0)
    activations = Activations(for: network, capacity: capacity)
    input = ParameterArena(count: network.inputs * capacity)
    labels = [Int32](repeating: 0, count: capacity)
  }

  /// Draws the initial parameters of every layer: the same for a seed, whatever the rank count.
  public func initialize(seed: Int) {
    network.initialize(&parameters, seed: seed)
  }

  /// The rows of the largest batch.
  public var capacity: Int { activations.capacity }

  /// Bytes of parameters and gradients.
  var byteCount: Int { (parameters.count + gradients.count) * MemoryLayout<Float>.stride }
}

// MARK: - A batch

extension Sequential {
  /// Lends the place of a batch of rows and its labels, to be filled before a pass.
  public func fillBatch<Failure: Error>(
    rows: Int,
    _ body: (inout MutableSpan<Float>, inout MutableSpan<Int32>) throws(Failure) -> Void
  ) throws(Failure) {
    var labels = self.labels.mutableSpan
    try input.edit(inputPlace(rows)) { (x: inout MutableSpan<Float>) throws(Failure) in
      try body(&x, &labels)
    }
  }

  /// The score of the batch that is in place.
  public func score(rows: Int) -> SoftmaxCrossEntropy.Score {
    forward(rows: rows, observer: Unobserved())
    let labels = labels
    return network.score(
      labels.span.extracting(first: rows),
      rows: rows,
      activations: activations
    )
  }

  /// Writes the gradients of `scale` times the summed loss of the batch in place, which it returns.
  ///
  /// With no rows all gradients become 0.
  public func computeGradients(rows: Int, scale: Float) -> Double {
    computeGradients(rows: rows, scale: scale, observer: Unobserved())
  }

  /// The same, telling somebody what is being done.
  func computeGradients(rows: Int, scale: Float, observer: some PassObserver) -> Double {
    addGradients(rows: rows, scale: scale, keeping: 0, to: &gradients, observer: observer)
  }

  /// Adds the gradients to a share of what `target` holds, such as a velocity; with 0 they replace it.
  func addGradients(
    rows: Int,
    scale: Float,
    keeping beta: Float,
    to target: inout ParameterArena,
    observer: some PassObserver
  ) -> Double {
    forward(rows: rows, observer: observer)
    observer.begin(.loss, 0)
    let labels = labels
    let loss = network.lossGradient(
      labels.span.extracting(first: rows),
      rows: rows,
      scale: scale,
      activations: activations
    )
    input.read(inputPlace(rows)) { x in
      network.backward(
        x,
        rows: rows,
        parameters: parameters,
        activations: activations,
        keeping: beta,
        into: &target,
        observer: observer
      )
    }
    return loss
  }

  private func forward(rows: Int, observer: some PassObserver) {
    input.read(inputPlace(rows)) { x in
      network.forward(
        x,
        rows: rows,
        parameters: parameters,
        into: activations,
        observer: observer
      )
    }
  }

  private func inputPlace(_ rows: Int) -> Range<Int> {
    precondition(rows <= capacity, "\(rows) rows do not fit \(capacity)")
    return 0..<rows * network.inputs
  }
}
