// SPDX-License-Identifier: MIT

/// A barrier in the shared memory of one node, a hundredth of the price of MPI's.
///
/// Every rank announces the round it has reached in a counter of its own and waits until nobody's is
/// behind. Nobody can be two rounds ahead, so that nothing is ever reset; this is the sense-reversing
/// barrier with as many senses as there are numbers (Mellor-Crummey and Scott, "Algorithms for
/// Scalable Synchronization on Shared-Memory Multiprocessors", ACM TOCS 9(1), 1991). What any rank
/// wrote before `wait` all ranks see after it.
public final class SharedBarrier {
  private let rounds: SharedCounters
  private let rank: Int
  private let size: Int
  private let spins: Int
  private var round = 0

  /// Makes a barrier of all ranks of a node; collective, without a call of MPI afterwards.
  public init(node: Communicator) throws(MPIError) {
    rounds = try SharedCounters(count: node.size, node: node)
    rank = node.rank
    size = node.size
    spins = Backoff.spins(ranks: node.size)
  }

  /// Waits until every rank of the node has come here.
  public func wait() {
    round += 1
    rounds[rank].store(round)
    var backoff = Backoff(spins: spins)
    for other in 0..<size where other != rank {
      let counter = rounds[other]
      while counter.load() < round { _ = backoff.pause() }
    }
  }
}

@available(*, unavailable)
extension SharedBarrier: Sendable {}
