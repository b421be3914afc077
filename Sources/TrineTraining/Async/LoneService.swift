// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// The only worker of a run beside the only server, without a copy of anything in between.
///
/// Nobody else changes the parameters, so a gradient is never stale and may go straight into the
/// optimizer's velocity: the same arithmetic, to the last bit, as that of a single synchronous rank.
final class LoneService: ParameterService {
  let world: Communicator
  private(set) var counts = StalenessCounts()
  private let update: LoneUpdate
  private var steps = 0..<0

  init(_ plan: OptimizerPlan, count: Int, world: Communicator, clock: PhaseClock) {
    self.world = world
    update = LoneUpdate(plan, count: count, clock: clock)
  }

  var notes: [String] { [] }
  var byteCount: Int { update.byteCount }
  var observer: any PassObserver { update.observer }
  var ownsParameters: Bool { true }

  var optimizerState: OptimizerState {
    get { OptimizerState(steps: update.optimizer.steps, names: update.optimizer.stateNames) }
    set { update.optimizer.steps = newValue.steps }
  }

  func begin(_ steps: Range<Int>) {
    self.steps = steps
    counts = StalenessCounts()
  }

  func next(pulling pulls: Bool) -> Int? { steps.popFirst() }

  func pass(
    isFirst: Bool,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    try update.pass(PassPlace(), body)
  }

  func push(rate: Float, pulling pulls: Bool, isLast: Bool) throws {
    try update.apply(rate: rate)
    counts.add(0)
  }

  func finish() {}

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try update.editParameters(body)
  }

  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result {
    try update.readParameters(body)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    try update.editState(body)
  }
}
