// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels

/// Every replica sums all gradients and moves all parameters by the same step.
///
/// The gradients of all layers lie in one buffer, so one sum a step does. Each replica's are scaled by
/// the size of the whole batch beforehand: the sum is the batch's mean gradient, however the batch
/// was split.
final class SummedUpdate: OwnParameters {
  let optimizer: Optimizer
  let ownsState: Bool
  let notes: [String]
  private let allreduce: any Allreduce
  private let clock: PhaseClock
  var parameters: ParameterArena
  private var gradients: ParameterArena

  /// - Parameters:
  ///   - plan: How parameters move.
  ///   - count: How many there are.
  ///   - allreduce: How gradients are summed.
  ///   - notes: What a run should know of that.
  ///   - isFirst: Whether this is the first replica, whose state is kept.
  ///   - clock: What the time is counted with.
  init(
    _ plan: OptimizerPlan,
    count: Int,
    allreduce: any Allreduce,
    notes: [String],
    isFirst: Bool,
    clock: PhaseClock
  ) {
    optimizer = Optimizer(plan, range: 0..<count)
    (self.allreduce, self.clock, ownsState) = (allreduce, clock, isFirst)
    self.notes = notes + ["gradients are summed by \(allreduce.words)"]
    parameters = ParameterArena(count: count)
    gradients = ParameterArena(count: count)
  }

  var observer: any PassObserver { clock }

  var byteCount: Int {
    let floats = parameters.count + gradients.count + allreduce.residualCount
    return floats * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    try body(parameters, &gradients, place.isFirst ? 0 : 1)
  }

  func apply(rate: Float) throws {
    try gradients.edit(gradients.indices) { gradients in
      try allreduce.sum(&gradients, as: .allreduceGradients, clock: clock)
    }
    clock.begin(.update)
    optimizer.steps += 1
    optimizer.update(&parameters, gradients: gradients, rate: rate)
  }
}

// MARK: - Error feedback

extension SummedUpdate {
  var residualCount: Int { allreduce.residualCount }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {
    try allreduce.editResidual(body)
  }
}
