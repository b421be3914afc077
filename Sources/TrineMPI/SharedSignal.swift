// SPDX-License-Identifier: MIT

/// A number that one rank of a node raises and others wait for.
///
/// What a rank wrote before it raised the number is seen by whoever has waited for it.
struct SharedSignal {
  private let counter: SharedCounter
  private let spins: Int

  /// Takes a counter that is 0 and serves nothing else.
  init(_ counter: SharedCounter, node: Communicator) {
    self.counter = counter
    spins = Backoff.spins(ranks: node.size)
  }

  /// Raises the number, after everything written before.
  func raise(to value: Int) {
    counter.store(value)
  }

  /// Waits until the number is at least so high.
  func wait(for value: Int) {
    guard counter.load() < value else { return }
    var backoff = Backoff(spins: spins)
    while counter.load() < value { _ = backoff.pause() }
  }
}
