// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Every rank takes steps of its own, on its part of each batch, and every few steps parameters and
/// what the optimizers remember are averaged over ranks.
///
/// This is local SGD (Stich, "Local SGD Converges Fast and Communicates Little", 2019; Zinkevich and
/// others, "Parallelized Stochastic Gradient Descent", 2010). A rank weighs as much as the rows it had
/// since the last average (McMahan and others, "Communication-Efficient Learning of Deep Networks from
/// Decentralized Data", 2017); in a batch of which it has none it takes a step along a gradient of 0.
/// Steps between averages are counted over the whole run, and there is an average at the end of every
/// stretch, too, so that one model is evaluated and saved.
///
/// With an average after every step it does what averaging gradients does where the optimizer is
/// linear in the gradient: SGD with momentum, Nesterov's or not, and weight decay. Adam is not.
final class ParameterAveraging: GradientUpdate {
  private let own: LoneUpdate
  private let allreduce: any Allreduce
  private let group: Communicator
  private let interval: Int
  private let clock: PhaseClock
  /// Rows of this rank since the last average.
  private var rows = 0
  /// Those of all ranks; 0 when nothing has happened since.
  private var total = 0
  let notes: [String]

  /// - Parameters:
  ///   - own: This rank's own steps.
  ///   - interval: Steps between averages.
  ///   - group: Over which ranks.
  ///   - choice: How they sum.
  ///   - clock: What the time is counted with.
  init(
    _ own: LoneUpdate,
    every interval: Int,
    over group: Communicator,
    _ choice: AllreduceChoice,
    clock: PhaseClock
  ) {
    (self.own, self.interval, self.group, self.clock) = (own, interval, group, clock)
    allreduce = choice.allreduce
    let often = interval == 1 ? "after every step" : "every \(interval) steps"
    notes = choice.notes + ["parameters are averaged \(often), summed by \(allreduce.words)"]
  }

  var optimizer: Optimizer { own.optimizer }
  var observer: any PassObserver { own.observer }
  var byteCount: Int { own.byteCount }
  var ownsState: Bool { group.rank == 0 }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try own.editParameters(body)
  }

  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result {
    try own.readParameters(body)
  }

  /// Gradients are the mean over this rank's own rows.
  func begin(own count: Int, total: Int) -> Float {
    rows += count
    self.total += total
    return count == 0 ? 0 : 1 / Float(count)
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    try own.pass(place, body)
  }

  func apply(rate: Float) throws {
    try own.apply(rate: rate)
    if optimizer.steps.isMultiple(of: interval) { try average() }
  }

  func settle(rate: Float) throws {
    if total > 0 { try average() }
  }

  private func average() throws {
    try own.editParameters { try average(&$0) }
    try optimizer.editState { _, state in try average(&state) }
    (rows, total) = (0, 0)
  }

  private func average(_ arena: inout ParameterArena) throws {
    clock.begin(.update)
    try arena.edit(arena.indices) { values in
      Vector.scale(&values, by: Float(rows))
      try allreduce.sum(&values, as: .allreduceParameters, clock: clock)
      clock.begin(.update)
      Vector.divide(&values, by: Float(total))
    }
  }
}
