// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Every replica sums the gradients of a step while it computes those of the next one, so that
/// gradients are a step old when they move the parameters.
///
/// After the gradients of a step those of the step before are waited for, their own begin to be
/// summed, and the older ones move the parameters: so does ChainerMN since 1.3 (Akiba, Fukuda and
/// Suzuki, "ChainerMN: Scalable Distributed Deep Learning Framework", 2017; its double buffering
/// optimizer, 2018). Other than there every gradient moves parameters at the learning rate of its own
/// step, and none is lost at the end: `settle` waits for the last one. One rank alone does the same
/// steps.
final class DoubleBufferedUpdate: OwnParameters {
  let optimizer: Optimizer
  let ownsState: Bool
  private let allreduce: any BackgroundAllreduce
  private let clock: PhaseClock
  var parameters: ParameterArena
  private var even: ParameterArena
  private var odd: ParameterArena
  /// Which of the two takes the gradients of this step.
  private var isEven = true
  /// The learning rate of the gradients under way, in the other one; `nil` when there are none.
  private var pendingRate: Float?
  /// What went wrong where nothing can be thrown.
  private let failure = DeferredError()

  /// - Parameters:
  ///   - plan: How parameters move.
  ///   - count: How many there are.
  ///   - allreduce: How gradients are summed.
  ///   - isFirst: Whether this is the first replica, whose state is kept.
  ///   - clock: What the time is counted with.
  init(
    _ plan: OptimizerPlan,
    count: Int,
    allreduce: any BackgroundAllreduce,
    isFirst: Bool,
    clock: PhaseClock
  ) {
    optimizer = Optimizer(plan, range: 0..<count)
    (self.allreduce, self.clock, ownsState) = (allreduce, clock, isFirst)
    parameters = ParameterArena(count: count)
    even = ParameterArena(count: count)
    odd = ParameterArena(count: count)
  }

  var observer: any PassObserver { self }

  var notes: [String] {
    ["gradients are summed by \(allreduce.words) during the next step, and are a step old"]
  }

  var byteCount: Int {
    let floats = parameters.count + even.count + odd.count + allreduce.residualCount
    return floats * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    let beta: Float = place.isFirst ? 0 : 1
    return isEven ? try body(parameters, &even, beta) : try body(parameters, &odd, beta)
  }
}

// MARK: - Steps

extension DoubleBufferedUpdate {
  func apply(rate: Float) throws {
    let pending = pendingRate
    try finishPending()
    try editGradients(even: isEven) { (values: inout MutableSpan<Float>) throws(MPIError) in
      try allreduce.start(&values, clock: clock)
    }
    isEven.toggle()
    pendingRate = rate
    // The sums now lie where the next gradients will.
    if let pending { move(rate: pending) }
  }

  func settle(rate: Float) throws {
    guard let pending = pendingRate else { return }
    try finishPending()
    pendingRate = nil
    isEven.toggle()
    move(rate: pending)
  }

  /// Waits for the sums under way, which lie where no gradients are computed now.
  private func finishPending() throws {
    try failure.check()
    guard pendingRate != nil else { return }
    try editGradients(even: !isEven) { (values: inout MutableSpan<Float>) throws(MPIError) in
      try allreduce.finish(&values, clock: clock)
    }
  }

  private func editGradients(
    even: Bool,
    _ body: (inout MutableSpan<Float>) throws(MPIError) -> Void
  ) throws(MPIError) {
    if even {
      try self.even.edit(self.even.indices, body)
    } else {
      try odd.edit(odd.indices, body)
    }
  }

  /// Moves the parameters by what lies where the next gradients will.
  private func move(rate: Float) {
    clock.begin(.update)
    optimizer.steps += 1
    if isEven {
      optimizer.update(&parameters, gradients: even, rate: rate)
    } else {
      optimizer.update(&parameters, gradients: odd, rate: rate)
    }
  }
}

// MARK: - While a pass goes on

extension DoubleBufferedUpdate: PassObserver {
  func begin(_ activity: Activity, _ index: Int) {
    if pendingRate != nil { progress() }
    clock.begin(activity, index)
  }

  private func progress() {
    failure.keep { () throws(MPIError) in try allreduce.progress(clock: clock) }
  }
}

// MARK: - Error feedback

extension DoubleBufferedUpdate {
  var residualCount: Int { allreduce.residualCount }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {
    try allreduce.editResidual(body)
  }
}
