// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels

/// A rank's own gradients move its own parameters.
///
/// Nothing stands between a gradient and the velocity it is added to, so products add it there
/// directly where the optimizer allows it.
final class LoneUpdate: OwnParameters {
  let optimizer: Optimizer
  private let clock: PhaseClock
  var parameters: ParameterArena
  private var gradients: ParameterArena
  /// The share of the velocity that products keep when they add gradients to it directly.
  private let directMomentum: Float?

  init(_ plan: OptimizerPlan, count: Int, clock: PhaseClock) {
    self.clock = clock
    optimizer = Optimizer(plan, range: 0..<count)
    directMomentum = optimizer.directMomentum
    parameters = ParameterArena(count: count)
    gradients = ParameterArena(count: directMomentum == nil ? count : 0)
  }

  var observer: any PassObserver { clock }
  var ownsState: Bool { true }

  var byteCount: Int {
    (parameters.count + gradients.count) * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    guard let directMomentum else {
      return try body(parameters, &gradients, place.isFirst ? 0 : 1)
    }
    return try body(parameters, &optimizer.first, place.isFirst ? directMomentum : 1)
  }

  func apply(rate: Float) throws {
    clock.begin(.update)
    optimizer.steps += 1
    guard directMomentum == nil else {
      return optimizer.moveAlongVelocity(&parameters, rate: rate)
    }
    optimizer.update(&parameters, gradients: gradients, rate: rate)
  }
}
