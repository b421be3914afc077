// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Every replica sums all gradients, bucket by bucket while the backward pass goes on, and moves all
/// parameters by the same step.
///
/// MPI moves data when it is called, which is between layers. Of the passes of a step the last one
/// completes the gradients.
@safe
final class BucketedUpdate: OwnParameters {
  let optimizer: Optimizer
  let ownsState: Bool
  private let buckets: GradientBuckets
  private let sums: [NonblockingAllreduce]
  private let clock: PhaseClock
  var parameters: ParameterArena
  private var gradients: ParameterArena
  /// The gradients, which a pass holds while buckets of them are already under way.
  private let address: UnsafeMutablePointer<Float>
  private var isLastPass = false
  /// How many buckets are under way.
  private var started = 0
  /// What went wrong where nothing can be thrown.
  private let failure = DeferredError()

  /// - Parameters:
  ///   - plan: How parameters move.
  ///   - network: Whose.
  ///   - limit: The most bytes of a bucket.
  ///   - communicator: The replicas.
  ///   - wire: Between them, where one is simulated.
  ///   - clock: What the time is counted with.
  init(
    _ plan: OptimizerPlan,
    _ network: Network,
    limit: Int,
    _ communicator: Communicator,
    wire: SimulatedWire?,
    clock: PhaseClock
  ) {
    let count = network.parameterCount
    optimizer = Optimizer(plan, range: 0..<count)
    (self.clock, ownsState) = (clock, communicator.rank == 0)
    buckets = GradientBuckets(network.layers.map(\.range), limit: limit)
    sums = buckets.layers.map { NonblockingAllreduce(communicator, wire: wire, of: $0) }
    parameters = ParameterArena(count: count)
    gradients = ParameterArena(count: count)
    unsafe address = gradients.address
  }

  var observer: any PassObserver { self }

  var notes: [String] {
    let words = sums.first?.words ?? "nobody"
    return [
      "gradients are summed by \(words) in \(sums.count.counted("bucket")) during the backward pass"
    ]
  }

  var byteCount: Int {
    (parameters.count + gradients.count) * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    isLastPass = place.isLast
    return try body(parameters, &gradients, place.isFirst ? 0 : 1)
  }

  func apply(rate: Float) throws {
    try failure.check()
    for bucket in 0..<started { try sums[bucket].finish(clock: clock) }
    started = 0
    clock.begin(.update)
    optimizer.steps += 1
    optimizer.update(&parameters, gradients: gradients, rate: rate)
  }
}

// MARK: - While a pass goes on

extension BucketedUpdate: PassObserver {
  func begin(_ activity: Activity, _ index: Int) {
    if started > 0 { progress() }
    clock.begin(activity, index)
  }

  func finishGradients(of layer: Int) throws(MPIError) {
    guard isLastPass, let bucket = buckets.completed(by: layer) else { return }
    let range = buckets.ranges[bucket]
    try clock.pausing { () throws(MPIError) in
      try unsafe sums[bucket].start(
        UnsafeMutableBufferPointer(start: address + range.lowerBound, count: range.count),
        clock: clock
      )
    }
    started = bucket + 1
  }

  private func progress() {
    failure.keep { () throws(MPIError) in
      for bucket in 0..<started { try sums[bucket].progress(clock: clock) }
    }
  }
}
