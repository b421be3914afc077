// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// Is told what a pass does.
protocol PassObserver {
  /// A pass begins with something that a number belongs to.
  func begin(_ activity: Activity, _ index: Int)
  /// The gradients of a layer's parameters are where they belong.
  func finishGradients(of layer: Int) throws(MPIError)
}

extension PassObserver {
  func finishGradients(of layer: Int) throws(MPIError) {}
}

/// Nobody looks.
struct Unobserved: PassObserver {
  func begin(_ activity: Activity, _ index: Int) {}
}

extension Network {
  /// Computes the values of every layer.
  ///
  /// Shapes: `x` is (B, I) for B rows.
  func forward(
    _ x: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    into activations: Activations,
    observer: some PassObserver
  ) throws(MPIError) {
    for index in layers.indices {
      observer.begin(.forward, index)
      let layer = layers[index]
      let output = activations.value(index, rows: rows)
      if index == 0 {
        try activations.values.edit(output) { (y: inout MutableSpan<Float>) throws(MPIError) in
          try layer.forward(x, rows: rows, parameters: parameters, into: &y)
        }
      } else {
        let input = activations.value(index - 1, rows: rows)
        try activations.values.edit(output, reading: input) {
          (x: Span<Float>, y: inout MutableSpan<Float>) throws(MPIError) in
          try layer.forward(x, rows: rows, parameters: parameters, into: &y)
        }
      }
    }
  }

  /// Computes the gradients of all parameters, from that of the output, which is in its place.
  ///
  /// - Parameters:
  ///   - x: What `forward` took.
  ///   - rows: How many rows.
  ///   - parameters: What `forward` used.
  ///   - activations: What `forward` has left, and the gradient of the last layer's output.
  ///   - beta: What share of `gradients` stays; 0 replaces them.
  ///   - gradients: Where they go.
  ///   - toInput: Whether the gradient of `x` is computed as well, into `activations.delta(-1)`.
  ///   - observer: Is told.
  /// - Throws: what MPI throws where a layer is split over ranks.
  func backward(
    _ x: Span<Float>,
    rows: Int,
    parameters: borrowing ParameterArena,
    activations: Activations,
    keeping beta: Float,
    into gradients: inout ParameterArena,
    toInput: Bool = false,
    observer: some PassObserver
  ) throws(MPIError) {
    for index in layers.indices.reversed() {
      observer.begin(.backward, index)
      parameterGradients(
        of: index,
        x,
        rows: rows,
        activations: activations,
        keeping: beta,
        into: &gradients
      )
      try observer.finishGradients(of: index)
      guard index > 0 || toInput else { return }
      let place = activations.delta(index, rows: rows)
      let output = activations.delta(index - 1, rows: rows)
      try activations.deltas.edit(output, reading: place) {
        (dy: Span<Float>, dx: inout MutableSpan<Float>) throws(MPIError) in
        try layers[index].inputGradient(dy, rows: rows, parameters: parameters, into: &dx)
      }
    }
  }

  /// Computes the gradients of a layer's parameters, and turns that of its output into that of what
  /// its activation took.
  private func parameterGradients(
    of index: Int,
    _ x: Span<Float>,
    rows: Int,
    activations: Activations,
    keeping beta: Float,
    into gradients: inout ParameterArena
  ) {
    activations.deltas.edit(activations.delta(index, rows: rows)) { dy in
      activations.values.read(activations.value(index, rows: rows)) { y in
        withInput(of: index, x, rows, activations) { x in
          layers[index].parameterGradients(
            x,
            y: y,
            dy: &dy,
            rows: rows,
            keeping: beta,
            into: &gradients
          )
        }
      }
    }
  }

  /// Lends what a layer took: the batch, or the output of the layer before it.
  private func withInput(
    of index: Int,
    _ x: Span<Float>,
    _ rows: Int,
    _ activations: Activations,
    _ body: (Span<Float>) -> Void
  ) {
    guard index > 0 else { return body(x) }
    activations.values.read(activations.value(index - 1, rows: rows), body)
  }

  // MARK: - The end of a classifier

  /// The score of the batch whose logits are in place.
  func score(
    _ labels: Span<Int32>,
    rows: Int,
    activations: Activations
  ) -> SoftmaxCrossEntropy.Score {
    activations.values.read(activations.value(layers.count - 1, rows: rows)) { logits in
      SoftmaxCrossEntropy.score(logits, labels: labels, classes: outputs)
    }
  }

  /// Puts the gradient of `scale` times the summed loss in the logits' place and returns that sum.
  func lossGradient(
    _ labels: Span<Int32>,
    rows: Int,
    scale: Float,
    activations: Activations
  ) -> Double {
    let last = layers.count - 1
    return activations.deltas.edit(activations.delta(last, rows: rows)) { dLogits in
      activations.values.read(activations.value(last, rows: rows)) { logits in
        SoftmaxCrossEntropy.gradient(
          logits,
          labels: labels,
          classes: outputs,
          scale: scale,
          into: &dLogits
        )
      }
    }
  }
}
