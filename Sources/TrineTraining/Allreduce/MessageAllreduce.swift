// SPDX-License-Identifier: MIT

import TrineMPI

/// Sums by messages: over any ranks, wherever they are.
///
/// Over a simulated wire a sum takes at least as long as there, from the moment all ranks have come
/// to it.
final class MessageAllreduce: Allreduce {
  private let communicator: Communicator
  private let wire: SimulatedWire?
  /// Not in an enumeration, out of which they would be copied for every sum.
  private var ring: RingAllreduce?
  private var tree: TreeAllreduce?
  let words: String

  /// MPI's own allreduce.
  init(flat communicator: Communicator, wire: SimulatedWire? = nil) {
    (self.communicator, self.wire) = (communicator, wire)
    words = "MPI's own allreduce"
  }

  /// Trine's ring, for `count` floats.
  init(ring communicator: Communicator, count: Int, wire: SimulatedWire? = nil) {
    (self.communicator, self.wire) = (communicator, wire)
    ring = RingAllreduce(communicator, count: count)
    words = "a ring of messages"
  }

  /// The order of a balanced tree, whose bits do not depend on the number of ranks, for `count`
  /// floats.
  init(tree communicator: Communicator, count: Int, wire: SimulatedWire? = nil) {
    (self.communicator, self.wire) = (communicator, wire)
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
    let deadline = deadline(of: values.count)
    if ring != nil {
      try ring?.sum(&values)
    } else if tree != nil {
      try tree?.sum(&values)
    } else {
      try communicator.allreduce(&values)
    }
    if let wire, let deadline { wire.wait(until: deadline) }
    clock.send(bytes: communicator.allreduceBytes(values.count))
  }

  /// When a sum of so many floats that begins now has gone over the wire; `nil` without one.
  private func deadline(of count: Int) -> Double? {
    tree == nil
      ? wire?.allreduceDeadline(count: count, ranks: communicator.size)
      : wire?.treeDeadline(count: count, ranks: communicator.size)
  }
}
