// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// How good a model is on some samples.
struct Evaluation {
  /// The mean loss.
  let loss: Double
  /// The share of samples whose class was found.
  let accuracy: Double

  /// Evaluates samples, each rank its part of them.
  /// - Parameters:
  ///   - samples: The rows of `set` to look at; all ranks name the same, at least one.
  ///   - set: Where they lie.
  ///   - model: What is judged.
  ///   - communicator: The ranks that share the work.
  ///   - pulse: Beats after each batch.
  /// - Throws: what MPI throws.
  init(
    _ samples: [Int],
    of set: Dataset,
    model: Sequential,
    communicator: Communicator,
    pulse: Pulse
  ) throws {
    var sums = [0.0, 0.0]
    let part = samples.indices.part(communicator.rank, of: communicator.size)
    for start in stride(from: part.lowerBound, to: part.upperBound, by: model.capacity) {
      let rows = samples[start..<min(start + model.capacity, part.upperBound)]
      model.fillBatch(rows: rows.count) { x, labels in set.gather(rows, into: &x, labels: &labels) }
      let score = model.score(rows: rows.count)
      sums[0] += score.loss
      sums[1] += Double(score.correct)
      pulse.beat()
    }
    var span = sums.mutableSpan
    try communicator.allreduce(&span)
    loss = sums[0] / Double(samples.count)
    accuracy = sums[1] / Double(samples.count)
  }
}
