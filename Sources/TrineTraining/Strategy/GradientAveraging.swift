// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Every rank computes on its part of the batch, and all take the same averaged step.
///
/// The gradients of all layers lie in one buffer, so one allreduce a step sums them. Each rank's are
/// scaled by the size of the whole batch beforehand: the sum is the batch's mean gradient, however
/// the batch was split.
final class GradientAveraging {
  let model: Sequential
  let optimizer: Optimizer
  private let communicator: Communicator
  private let clock: PhaseClock
  /// The share of the velocity that products keep when they add gradients to it directly.
  private let directMomentum: Float?

  /// - Parameters:
  ///   - plan: What to train.
  ///   - capacity: The rows of a rank's largest batch.
  ///   - communicator: The ranks that share batches.
  ///   - clock: What the time is counted with.
  init(_ plan: RunPlan, capacity: Int, communicator: Communicator, clock: PhaseClock) {
    let count = plan.model.parameterCount
    optimizer = Optimizer(plan.train.optimizer, range: 0..<count)
    // Alone, nothing stands between a gradient and the velocity it is added to.
    directMomentum = communicator.size == 1 ? optimizer.directMomentum : nil
    model = Sequential(plan.model, capacity: capacity, hasGradients: directMomentum == nil)
    self.communicator = communicator
    self.clock = clock
  }

  /// Bytes of parameters, gradients and optimizer state on this rank.
  var byteCount: Int { model.byteCount + optimizer.byteCount }

  /// Trains on one batch.
  /// - Parameters:
  ///   - batch: The samples of all ranks.
  ///   - set: Where they lie.
  ///   - rate: The learning rate.
  /// - Returns: the summed loss of this rank's part and its size.
  /// - Throws: what MPI throws.
  func step(
    _ batch: ArraySlice<Int>,
    of set: Dataset,
    rate: Float
  ) throws -> (loss: Double, rows: Int) {
    let part = batch[batch.indices.part(communicator.rank, of: communicator.size)]
    model.fillBatch(rows: part.count) { x, labels in set.gather(part, into: &x, labels: &labels) }
    optimizer.beginUpdate()
    let scale = 1 / Float(batch.count)
    guard let directMomentum else {
      let loss = model.computeGradients(rows: part.count, scale: scale, observer: clock)
      try allreduce()
      clock.begin(.update)
      update(rate)
      return (loss, part.count)
    }
    let loss = model.addGradients(
      rows: part.count,
      scale: scale,
      keeping: directMomentum,
      to: &optimizer.first,
      observer: clock
    )
    clock.begin(.update)
    optimizer.moveAlongVelocity(&model.parameters, rate: rate)
    return (loss, part.count)
  }

  /// Sums the gradients; the barrier before it tells waiting for others from the sum itself.
  private func allreduce() throws {
    guard communicator.size > 1 else { return }
    clock.begin(.waitForRanks)
    try communicator.barrier()
    clock.begin(.allreduceGradients)
    try model.gradients.edit(model.gradients.indices) { gradients in
      try communicator.allreduce(&gradients)
    }
    clock.send(bytes: model.gradients.count * MemoryLayout<Float>.stride)
  }

  private func update(_ rate: Float) {
    let optimizer = optimizer
    model.gradients.read(model.gradients.indices) { gradients in
      model.parameters.edit(model.parameters.indices) { parameters in
        optimizer.update(&parameters, gradient: gradients, part: optimizer.range, rate: rate)
      }
    }
  }
}
