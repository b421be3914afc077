// SPDX-License-Identifier: MIT

import Glibc
import TrineMPI

/// Tells which ranks are gone, where that does not end the run.
///
/// A rank of the same node is gone when its process is. Of one elsewhere nothing is known but that it
/// owes something and has not been heard of for a while: workers owe servers their next request, and
/// give a sign of life when they wait themselves. Servers owe nobody anything, since they may have to
/// wait for workers: whoever is lost without being missed here, the run's own watchdog notices.
final class RankLife {
  /// Whether a rank may be gone at all; otherwise `mpirun` ends all ranks together.
  let isWatching: Bool
  private let patience: Double
  private var processes: [Int: pid_t] = [:]
  private var heard: [Double]
  private var checked: [Double]
  private(set) var lost: Set<Int> = []

  /// Exchanges the numbers of processes; collective.
  /// - Parameters:
  ///   - world: All ranks.
  ///   - node: Those of this node.
  ///   - isWatching: Whether a rank may be gone.
  ///   - patience: Seconds in which a rank of another node is heard of.
  /// - Throws: what MPI throws.
  init(
    _ world: Communicator,
    node: Communicator,
    isWatching: Bool,
    patience: Double
  ) throws(MPIError) {
    (self.isWatching, self.patience) = (isWatching, patience)
    heard = [Double](repeating: MonotonicClock.seconds, count: world.size)
    checked = heard
    guard isWatching else { return }
    var all = [Double](repeating: 0, count: 2 * node.size)
    var span = all.mutableSpan
    try node.allgather([Double(world.rank), Double(getpid())].span, into: &span)
    for index in 0..<node.size {
      processes[Int(all[2 * index])] = pid_t(all[2 * index + 1])
    }
  }

  /// Begins to wait for ranks that nothing may have been heard of for long.
  func begin() {
    for rank in heard.indices { expect(rank) }
  }

  /// Begins to wait for a rank anew: it has sent something, or has been given what it waited for.
  func expect(_ rank: Int) {
    if isWatching { heard[rank] = MonotonicClock.seconds }
  }

  /// Takes others' word for who is gone.
  func lose(_ ranks: some Sequence<Int>) { lost.formUnion(ranks) }

  /// Whether a rank is known to be gone.
  /// - Parameters:
  ///   - rank: Which rank.
  ///   - looksAgain: Whether to look even where that was done less than a hundredth of a second ago.
  /// - Returns: whether its process is known to have ended.
  func isLost(_ rank: Int, looksAgain: Bool = false) -> Bool {
    guard isWatching, !lost.contains(rank) else { return isWatching }
    guard let process = processes[rank] else { return false }
    let now = MonotonicClock.seconds
    guard looksAgain || now - checked[rank] >= 0.01 else { return false }
    checked[rank] = now
    if !Lifeline.isAlive(process) { lost.insert(rank) }
    return lost.contains(rank)
  }

  /// Whether a rank that owes something is gone, which may be known by its silence alone.
  func isMissing(_ rank: Int) -> Bool {
    if isLost(rank) { return true }
    guard isWatching, processes[rank] == nil else { return false }
    if MonotonicClock.seconds - heard[rank] > patience { lost.insert(rank) }
    return lost.contains(rank)
  }

  /// How long a rank that waits may be silent: servers then have several chances to hear it.
  var signInterval: Double { patience / 4 }
}
