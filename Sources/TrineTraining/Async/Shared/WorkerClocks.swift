// SPDX-License-Identifier: MIT

import TrineMPI

/// How many steps of a stretch each worker has done, and who may start another: no worker that is
/// more than some steps ahead of the slowest (stale synchronous parallel: Ho and others, "More
/// Effective Distributed ML via a Stale Synchronous Parallel Parameter Server", 2013, section 2).
///
/// A worker that has no steps left holds up nobody.
struct WorkerClocks {
  private let clocks: [SharedCounter]
  private let own: Int
  private let spins: Int

  /// Takes a counter of every worker, all 0.
  init(_ clocks: [SharedCounter], own: Int) {
    (self.clocks, self.own) = (clocks, own)
    spins = Backoff.spins(ranks: clocks.count)
  }

  /// Begins anew; nobody may look before all have.
  func reset() { clocks[own].store(0) }

  /// Notes how many steps this worker has done.
  func advance(to steps: Int) { clocks[own].store(steps) }

  /// Notes that this worker has no steps left.
  func leave() { clocks[own].store(.max) }

  /// Whether this worker is at most `bound` steps ahead of the slowest.
  func mayStart(within bound: Int) -> Bool {
    let done = clocks[own].load()
    return clocks.allSatisfy { done - $0.load() <= bound }
  }

  /// Waits until it is.
  func wait(within bound: Int) {
    var backoff = Backoff(spins: spins)
    while !mayStart(within: bound) { _ = backoff.pause() }
  }
}
