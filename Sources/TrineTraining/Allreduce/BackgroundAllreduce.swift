// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// A way to sum gradients over a group of ranks while this rank does something else.
///
/// One sum is under way at a time. All ranks begin the same sums in the same order. The library moves
/// data only when it is called, so `progress` is called often.
protocol BackgroundAllreduce: ErrorFeedback {
  /// What a run says of it, such as `MPI's own nonblocking allreduce`.
  var words: String { get }

  /// Begins to sum; the values stay where they are, and are left alone, until `finish`.
  func start(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError)

  /// Does what can be done without waiting; what the clock counts afterwards is the caller's choice.
  func progress(clock: PhaseClock) throws(MPIError)

  /// Waits until the sums stand in the place of the values, the same bits on each rank.
  func finish(_ values: inout MutableSpan<Float>, clock: PhaseClock) throws(MPIError)
}

/// An allreduce that works in the background, run to its end at once.
final class ForegroundAllreduce: Allreduce {
  private let background: any BackgroundAllreduce
  private let communicator: Communicator

  init(_ background: any BackgroundAllreduce, _ communicator: Communicator) {
    (self.background, self.communicator) = (background, communicator)
  }

  var words: String { background.words }

  /// The barrier tells waiting for others from the sum itself; all that follows is of gradients.
  func sum(
    _ values: inout MutableSpan<Float>,
    as activity: Activity,
    clock: PhaseClock
  ) throws(MPIError) {
    clock.begin(.waitForRanks)
    try communicator.barrier()
    try background.start(&values, clock: clock)
    try background.finish(&values, clock: clock)
  }
}

// MARK: - Error feedback

extension ForegroundAllreduce {
  var residualCount: Int { background.residualCount }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {
    try background.editResidual(body)
  }
}
