// SPDX-License-Identifier: MIT

import TrineMPI

/// A way to sum floats over a group of ranks.
protocol Allreduce: ErrorFeedback {
  /// What a run says of it, such as `MPI's own allreduce`.
  var words: String { get }

  /// Replaces each float by its sum over the ranks, the same bits on each of them.
  ///
  /// Collective. Tells the clock what is waited for and moved, the latter as `activity`.
  func sum(
    _ values: inout MutableSpan<Float>,
    as activity: Activity,
    clock: PhaseClock
  ) throws(MPIError)
}

extension Communicator {
  /// Bytes a rank sends in the best allreduce of some floats: 2(n - 1)/n of them.
  func allreduceBytes(_ count: Int) -> Int {
    2 * (size - 1) * count * MemoryLayout<Float>.stride / size
  }
}
