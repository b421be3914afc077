// SPDX-License-Identifier: MIT

/// A lock that the ranks of one node share, served in the order in which they come.
///
/// It is a ticket lock (Mellor-Crummey and Scott, "Algorithms for Scalable Synchronization on
/// Shared-Memory Multiprocessors", ACM TOCS 9(1), 1991) that lends its core out in long waits. What
/// its last holder wrote the next one sees. A rank that takes it twice waits for itself for ever.
public struct SharedLock {
  private let ticket: SharedCounter
  private let served: SharedCounter
  private let spins: Int

  /// Makes a lock; collective over the node.
  public init(node: Communicator) throws(MPIError) {
    let counters = try SharedCounters(count: 2, node: node)
    self.init(ticket: counters[0], served: counters[1], node: node)
  }

  /// Makes a lock of two counters that are 0 and serve nothing else; not collective.
  public init(ticket: SharedCounter, served: SharedCounter, node: Communicator) {
    self.ticket = ticket
    self.served = served
    spins = Backoff.spins(ranks: node.size)
  }

  /// Does something while no other rank of the node holds the lock.
  public func withLock<Result: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let own = ticket.add(1)
    var backoff = Backoff(spins: spins)
    while served.load() != own { _ = backoff.pause() }
    defer { served.store(own + 1) }
    return try body()
  }
}

@available(*, unavailable)
extension SharedLock: Sendable {}
