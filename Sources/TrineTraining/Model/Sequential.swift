// SPDX-License-Identifier: MIT

public import TrineKernels

/// Layers one after the other, with a softmax and cross-entropy at the end.
///
/// It owns all buffers, made once for a largest batch: no step allocates anything.
public final class Sequential {
  /// The layers, from the input on.
  public let layers: [any Layer]
  /// The rows of the largest batch.
  public let capacity: Int
  /// All parameters.
  public var parameters: ParameterArena
  /// The gradient of each parameter, at the same place.
  public var gradients: ParameterArena

  private var values: ParameterArena
  private let valueOffsets: [Int]
  // Backwards only two neighbours are alive at a time, so two buffers do for all layers.
  private var deltas: ParameterArena
  private let deltaWidth: Int
  private var labels: [Int32]

  /// Joins layers whose widths fit; parameters are zeros until `initialize`.
  public init(_ layers: [any Layer], capacity: Int) {
    precondition(!layers.isEmpty, "a model has layers")
    precondition(
      zip(layers, layers.dropFirst()).allSatisfy { $0.outputs == $1.inputs },
      "each layer takes what the one before it gives"
    )
    self.layers = layers
    self.capacity = capacity
    let count = layers.flatMap(\.tensors).map(\.range.upperBound).max() ?? 0
    parameters = ParameterArena(count: count)
    gradients = ParameterArena(count: count)
    let widths = [layers[0].inputs] + layers.map(\.outputs)
    // Each buffer begins at a cache line of 16 floats.
    let sizes = widths.map { ($0 * capacity + 15) / 16 * 16 }
    valueOffsets = sizes.indices.map { sizes[..<$0].reduce(0, +) }
    values = ParameterArena(count: sizes.reduce(0, +))
    deltaWidth = sizes.max() ?? 0
    deltas = ParameterArena(count: 2 * deltaWidth)
    labels = [Int32](repeating: 0, count: capacity)
  }

  /// Draws the initial parameters of every layer: the same for a seed, whatever the rank count.
  public func initialize(seed: Int) {
    var random = RandomStream(seed: seed, for: .parameters)
    for layer in layers { layer.initialize(&parameters, from: &random) }
  }

  /// Values a row going in.
  public var inputs: Int { layers[0].inputs }

  /// Classes coming out.
  public var classes: Int { layers[layers.count - 1].outputs }

  /// The tensors as PyTorch's `nn.Sequential` names them: `0.weight`, `0.bias`, `2.weight`, ….
  public var namedTensors: [ParameterTensor] {
    var module = 0
    var result: [ParameterTensor] = []
    for layer in layers {
      for var tensor in layer.tensors {
        tensor.name = "\(module).\(tensor.name)"
        result.append(tensor)
      }
      module += layer.modules
    }
    return result
  }
}

// MARK: - A batch

extension Sequential {
  /// Lends the place of a batch of rows and its labels, to be filled before a pass.
  public func fillBatch<Failure: Error>(
    rows: Int,
    _ body: (inout MutableSpan<Float>, inout MutableSpan<Int32>) throws(Failure) -> Void
  ) throws(Failure) {
    var labels = self.labels.mutableSpan
    try values.edit(place(0, rows: rows)) { (x: inout MutableSpan<Float>) throws(Failure) in
      try body(&x, &labels)
    }
  }

  /// The score of the batch that is in place.
  public func score(rows: Int) -> SoftmaxCrossEntropy.Score {
    forward(rows: rows)
    let labels = labels
    return values.read(place(layers.count, rows: rows)) { logits in
      SoftmaxCrossEntropy.score(
        logits,
        labels: labels.span.extracting(first: rows),
        classes: classes
      )
    }
  }

  /// Writes the gradients of `scale` times the summed loss of the batch in place, which it returns.
  ///
  /// With no rows all gradients become 0.
  public func computeGradients(rows: Int, scale: Float) -> Double {
    forward(rows: rows)
    let loss = lossGradient(rows: rows, scale: scale)
    for index in layers.indices.reversed() {
      backward(index, rows: rows)
    }
    return loss
  }
}

// MARK: - Passes

extension Sequential {
  private func forward(rows: Int) {
    for index in layers.indices {
      let layer = layers[index]
      let output = place(index + 1, rows: rows)
      values.edit(output, reading: place(index, rows: rows)) { x, y in
        layer.forward(x, rows: rows, parameters: parameters, into: &y)
      }
    }
  }

  private func lossGradient(rows: Int, scale: Float) -> Double {
    let labels = labels
    return deltas.edit(deltaPlace(layers.count, rows: rows)) { dLogits in
      values.read(place(layers.count, rows: rows)) { logits in
        SoftmaxCrossEntropy.gradient(
          logits,
          labels: labels.span.extracting(first: rows),
          classes: classes,
          scale: scale,
          into: &dLogits
        )
      }
    }
  }

  private func backward(_ index: Int, rows: Int) {
    let layer = layers[index]
    deltas.edit(deltaPlace(index + 1, rows: rows)) { dy in
      values.read(place(index, rows: rows)) { x in
        values.read(place(index + 1, rows: rows)) { y in
          layer.parameterGradients(x, y: y, dy: &dy, rows: rows, into: &gradients)
        }
      }
    }
    guard index > 0 else { return }
    let output = deltaPlace(index, rows: rows)
    deltas.edit(output, reading: deltaPlace(index + 1, rows: rows)) { dy, dx in
      layer.inputGradient(dy, rows: rows, parameters: parameters, into: &dx)
    }
  }

  private func width(_ index: Int) -> Int {
    index == 0 ? layers[0].inputs : layers[index - 1].outputs
  }

  private func place(_ index: Int, rows: Int) -> Range<Int> {
    precondition(rows <= capacity, "\(rows) rows do not fit \(capacity)")
    return valueOffsets[index]..<valueOffsets[index] + rows * width(index)
  }

  private func deltaPlace(_ index: Int, rows: Int) -> Range<Int> {
    let start = index % 2 * deltaWidth
    return start..<start + rows * width(index)
  }
}
