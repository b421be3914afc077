// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// Messages between workers and servers, of which one side may be gone in the middle.
final class RankLink {
  /// All ranks of the run, also those that are gone.
  let ranks: Communicator
  let life: RankLife
  private let spins: Int
  /// When this rank gave its last sign of life.
  private var signed = 0.0
  /// Transfers with ranks that were lost meanwhile; MPI must not see them dropped.
  private var abandoned: [TransferSlots] = []

  /// Connects all ranks of a run; collective.
  init(_ setting: TrainingSetting) throws(MPIError) {
    ranks = setting.grid.world
    life = try RankLife(
      ranks,
      node: setting.node,
      isWatching: setting.plan.async?.tolerateWorkerLoss == true,
      // The run's own patience must not end before silence is noticed.
      patience: setting.plan.stallAfter / 2
    )
    spins = Backoff.spins(ranks: setting.node.size)
  }

  /// How often to look before the core is lent out.
  var backoff: Backoff { Backoff(spins: spins) }

  /// Tells a server now and then that this rank waits and is there.
  func giveSign(to server: Int) throws(MPIError) {
    let now = MonotonicClock.seconds
    guard life.isWatching, now - signed >= life.signInterval else { return }
    signed = now
    var floats = InlineArray<2, Float>(repeating: 0)
    var span = floats.mutableSpan
    ServerRequest(parts: []).write(&span)
    try ranks.send(floats.span, to: server, tag: ServerTag.request)
  }

  /// Waits until a transfer is done, which the other rank, a worker, owes from now on.
  /// - Returns: whether it is; otherwise the other rank is gone.
  func wait(for transfer: consuming Transfer, with rank: Int) throws(MPIError) -> Bool {
    var backoff = backoff
    life.expect(rank)
    while try !transfer.test() {
      guard backoff.pause(), life.isMissing(rank) else { continue }
      let slot = TransferSlots(count: 1)
      slot.put(transfer, at: 0)
      abandoned.append(slot)
      return false
    }
    return true
  }
}
