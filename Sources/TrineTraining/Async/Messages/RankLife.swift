// SPDX-License-Identifier: MIT

import Glibc
import TrineMPI

/// Tells which ranks are gone, where that does not end the run.
///
/// A rank of the same node is gone when its process is. Of one elsewhere nothing is known but that it
/// has not been heard of for a while.
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
    let now = MonotonicClock.seconds
    for rank in heard.indices { heard[rank] = now }
  }

  /// Notes that a rank has sent something.
  func hear(_ rank: Int) {
    if isWatching { heard[rank] = MonotonicClock.seconds }
  }

  /// Takes others' word for who is gone.
  func lose(_ ranks: some Sequence<Int>) { lost.formUnion(ranks) }

  /// Whether a rank is gone; looks a hundred times a second at most.
  func isLost(_ rank: Int) -> Bool {
    guard isWatching, !lost.contains(rank) else { return isWatching }
    let now = MonotonicClock.seconds
    guard now - checked[rank] >= 0.01 else { return false }
    checked[rank] = now
    let isGone =
      if let process = processes[rank] {
        !Lifeline.isAlive(process)
      } else {
        now - heard[rank] > patience
      }
    if isGone { lost.insert(rank) }
    return isGone
  }
}
