// SPDX-License-Identifier: MIT

import TrineMPI

/// Sums by messages: over any ranks, wherever they are.
final class MessageAllreduce: Allreduce {
  private let communicator: Communicator
  /// Not in an enumeration, out of which they would be copied for every sum.
  private var ring: RingAllreduce?
  private var tree: TreeAllreduce?
  let words: String

  /// MPI's own allreduce.
  init(flat communicator: Communicator) {
    self.communicator = communicator
    words = "MPI's own allreduce"
  }

  /// Trine's ring, for `count` floats.
  init(ring communicator: Communicator, count: Int) {
    self.communicator = communicator
    ring = RingAllreduce(communicator, count: count)
    words = "a ring of messages"
  }

  /// The order of a balanced tree, whose bits do not depend on the number of ranks, for `count`
  /// floats.
  init(tree communicator: Communicator, count: Int) {
    self.communicator = communicator
    tree = TreeAllreduce(communicator, count: count)
    words = "a tree of messages in a fixed order"
  }

  /// The barrier tells waiting for others from the sum itself.
  func sum(
    _ values: inout MutableSpan<Float>,
    as activity: Activity,
    clock: PhaseClock
  ) throws(MPIError) {
    guard communicator.size > 1 else { return }
    clock.begin(.waitForRanks)
    try communicator.barrier()
    clock.begin(activity)
    if ring != nil {
      try ring?.sum(&values)
    } else if tree != nil {
      try tree?.sum(&values)
    } else {
      try communicator.allreduce(&values)
    }
    clock.send(bytes: communicator.allreduceBytes(values.count))
  }
}
