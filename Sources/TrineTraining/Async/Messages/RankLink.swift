// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Messages between workers and servers, of which one side may be gone in the middle.
final class RankLink {
  /// All ranks of the run, also those that are gone.
  let ranks: Communicator
  let life: RankLife
  private let spins: Int
  /// Transfers with ranks that were lost meanwhile; MPI must not see them dropped.
  private var abandoned: [TransferSlots] = []

  init(_ ranks: Communicator, node: Communicator, life: RankLife) {
    (self.ranks, self.life) = (ranks, life)
    spins = Backoff.spins(ranks: node.size)
  }

  /// How often to look before the core is lent out.
  var backoff: Backoff { Backoff(spins: spins) }

  /// Waits until a transfer is done.
  /// - Returns: whether it is; otherwise the other rank is gone.
  func wait(for transfer: consuming Transfer, with rank: Int) throws(MPIError) -> Bool {
    var backoff = backoff
    while try !transfer.test() {
      guard backoff.pause(), life.isLost(rank) else { continue }
      let slot = TransferSlots(count: 1)
      slot.put(transfer, at: 0)
      abandoned.append(slot)
      return false
    }
    return true
  }
}
