// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Gradients of equally many slices on each rank are summed in the order of one binary tree, so that
/// the bits depend on how many slices there are and not on how many ranks.
///
/// Neighbouring slices are added, then the sums of neighbouring pairs, and so on: within a rank like
/// the carries of a binary counter, over ranks by `TreeAllreduce`. Every rank then moves all
/// parameters.
final class TreeUpdate: OwnParameters {
  /// The number of slices of a batch, over all ranks; the most ranks there can be.
  static let slices = 8

  /// An arena that can stand in an array.
  private final class Sum {
    var gradients: ParameterArena

    init(count: Int) {
      gradients = ParameterArena(count: count)
    }
  }

  let optimizer: Optimizer
  let ownsState: Bool
  private let allreduce: any Allreduce
  private let clock: PhaseClock
  var parameters: ParameterArena
  /// Sums of 2^k slices each, of falling k, and room for the gradients of one slice.
  private let stack: [Sum]
  /// Slices of this step so far.
  private var passes = 0

  /// - Parameters:
  ///   - plan: How parameters move.
  ///   - count: How many there are.
  ///   - group: The ranks: a power of two of them, at most as many as there are slices.
  ///   - wire: What lies between them, where one is simulated.
  ///   - clock: What the time is counted with.
  init(
    _ plan: OptimizerPlan,
    count: Int,
    over group: Communicator,
    wire: SimulatedWire?,
    clock: PhaseClock
  ) {
    optimizer = Optimizer(plan, range: 0..<count)
    (self.clock, ownsState) = (clock, group.rank == 0)
    allreduce = MessageAllreduce(tree: group, count: count, wire: wire)
    parameters = ParameterArena(count: count)
    let depth = (Self.slices / group.size).trailingZeroBitCount + 1
    stack = (0..<depth).map { _ in Sum(count: count) }
  }

  var observer: any PassObserver { clock }
  var notes: [String] { ["gradients of \(Self.slices) slices are summed in a fixed order"] }

  var byteCount: Int {
    (1 + stack.count) * parameters.count * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    if place.isFirst { passes = 0 }
    // One sum for each 1 among the bits of a count.
    let top = passes.nonzeroBitCount
    let loss = try body(parameters, &stack[top].gradients, 0)
    passes += 1
    for level in stride(from: top, to: passes.nonzeroBitCount - 1, by: -1) {
      add(stack[level], to: stack[level - 1])
    }
    return loss
  }

  private func add(_ right: Sum, to left: Sum) {
    left.gradients.edit(left.gradients.indices) { sums in
      right.gradients.read(right.gradients.indices) { values in
        Vector.add(values, to: &sums)
      }
    }
  }

  func apply(rate: Float) throws {
    try stack[0].gradients.edit(parameters.indices) { gradients in
      try allreduce.sum(&gradients, as: .allreduceGradients, clock: clock)
    }
    clock.begin(.update)
    optimizer.steps += 1
    optimizer.update(&parameters, gradients: stack[0].gradients, rate: rate)
  }
}
