// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Every rank computes on its part of the batch, and all take the same averaged step.
///
/// The gradients of all layers lie in one buffer, so one allreduce a step sums them. Each rank's are
/// scaled by the size of the whole batch beforehand: the sum is the batch's mean gradient, however
/// the batch was split.
struct SynchronousStrategy: ~Copyable {
  private let communicator: Communicator
  private let descent: StochasticGradientDescent
  private let learningRate: Float
  private var velocity: ParameterArena

  init(_ plan: TrainPlan, model: Sequential, communicator: Communicator) throws {
    self.communicator = communicator
    descent = StochasticGradientDescent(
      momentum: Float(plan.optimizer.momentum),
      weightDecay: Float(plan.optimizer.weightDecay),
      nesterov: plan.optimizer.nesterov
    )
    learningRate = Float(plan.learningRate.base)
    velocity = ParameterArena(count: descent.momentum == 0 ? 0 : model.parameters.count)
    try model.parameters.edit(model.parameters.indices) { parameters in
      try communicator.broadcast(&parameters, from: 0)
    }
  }

  /// Trains on one batch.
  /// - Parameters:
  ///   - batch: The samples of all ranks.
  ///   - set: Where they lie.
  ///   - model: What learns.
  ///   - clock: What the time is counted with.
  /// - Returns: the summed loss of this rank's part and its size.
  /// - Throws: what MPI throws.
  mutating func step(
    _ batch: ArraySlice<Int>,
    of set: Dataset,
    model: Sequential,
    clock: inout PhaseClock
  ) throws -> (loss: Double, rows: Int) {
    let part = batch[batch.indices.part(communicator.rank, of: communicator.size)]
    model.fillBatch(rows: part.count) { x, labels in set.gather(part, into: &x, labels: &labels) }
    clock.end(.data)
    let loss = model.computeGradients(rows: part.count, scale: 1 / Float(batch.count))
    clock.end(.compute)
    if communicator.size > 1 {
      try model.gradients.edit(model.gradients.indices) { gradients in
        try communicator.allreduce(&gradients)
      }
      clock.end(.communicate)
    }
    update(model)
    clock.end(.compute)
    return (loss, part.count)
  }

  private mutating func update(_ model: Sequential) {
    let (descent, learningRate) = (descent, learningRate)
    velocity.edit(velocity.indices) { velocity in
      model.gradients.read(model.gradients.indices) { gradients in
        model.parameters.edit(model.parameters.indices) { parameters in
          descent.update(
            &parameters,
            gradient: gradients,
            velocity: &velocity,
            learningRate: learningRate
          )
        }
      }
    }
  }
}
