// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// The values of every layer for one batch on its way, and the gradients of two of them.
///
/// Made once for a largest batch: no step allocates anything.
final class Activations {
  /// The rows of the largest batch.
  let capacity: Int
  /// The layers' outputs, each beginning at a cache line.
  var values: ParameterArena
  /// Backwards only two neighbours are alive at a time, so two buffers do for all layers.
  var deltas: ParameterArena
  private let valueOffsets: [Int]
  private let widths: [Int]
  private let deltaWidth: Int

  /// Makes room for a batch of a network.
  init(for network: Network, capacity: Int) {
    self.capacity = capacity
    widths = [network.inputs] + network.layers.map(\.outputs)
    let sizes = widths.map { CacheLine.padded($0 * capacity) }
    let outputs = sizes.dropFirst()
    valueOffsets = outputs.indices.map { outputs[..<$0].reduce(0, +) }
    values = ParameterArena(count: outputs.reduce(0, +))
    deltaWidth = sizes.max() ?? 0
    deltas = ParameterArena(count: 2 * deltaWidth)
  }

  /// Where a layer's output lies.
  func value(_ layer: Int, rows: Int) -> Range<Int> {
    precondition(rows <= capacity, "\(rows) rows do not fit \(capacity)")
    return valueOffsets[layer]..<valueOffsets[layer] + rows * widths[layer + 1]
  }

  /// Where the gradient of a layer's output lies.
  func delta(_ layer: Int, rows: Int) -> Range<Int> {
    let start = (layer + 1) % 2 * deltaWidth
    return start..<start + rows * widths[layer + 1]
  }
}
