// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// The parameter servers of a run as one rank sees them, whether it is a worker, a server or both.
///
/// A stretch begins and ends on all ranks together. In between a worker takes steps on its own:
/// `next`, then `pass`, then perhaps `push`. Servers give each step of all workers a number, so that
/// no worker runs out of work before the others.
protocol ParameterService: AnyObject {
  /// All ranks that are still there.
  var world: Communicator { get }
  /// What a run should know of it.
  var notes: [String] { get }
  /// Bytes of parameters, gradients and optimizer state on this rank.
  var byteCount: Int { get }
  /// Is told what a pass does.
  var observer: any PassObserver { get }
  /// What this rank counted of gradients since the stretch began.
  var counts: StalenessCounts { get }

  // MARK: - A stretch

  /// Begins a stretch: every worker has the newest parameters. Collective.
  /// - Parameter steps: The numbers its steps get, as long as workers ask for any.
  /// - Throws: what MPI throws.
  func begin(_ steps: Range<Int>) throws

  /// Ends a worker's last step and begins another, unless there is none left.
  /// - Parameter pulls: Whether the step begins with the newest parameters.
  /// - Returns: the number of the step.
  /// - Throws: what MPI throws, or a `Diagnostic` when a server is gone.
  func next(pulling pulls: Bool) throws -> Int?

  /// Lends a worker its parameters and a place for the gradients of a step, of which a share stays.
  func pass(
    isFirst: Bool,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double

  /// Has the servers apply the gradients of one or several passes.
  /// - Parameters:
  ///   - rate: The learning rate.
  ///   - pulls: Whether the worker gets the newest parameters at once.
  ///   - isLast: Whether the worker takes no more steps.
  /// - Throws: what MPI throws, or a `Diagnostic` when a server is gone.
  func push(rate: Float, pulling pulls: Bool, isLast: Bool) throws

  /// Ends a stretch: all ranks that read the parameters see the same. Collective.
  func finish() throws

  // MARK: - Between stretches

  /// Whether this rank writes the parameters it reads; others read the same.
  var ownsParameters: Bool { get }
  /// What the optimizer remembers, by name, and how many updates it counts.
  var optimizerState: OptimizerState { get set }

  /// Fills the parameters; all ranks call it with the same.
  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws

  /// Lends the servers' parameters.
  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result

  /// Lends what this rank holds of each state of the optimizer.
  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws
}
