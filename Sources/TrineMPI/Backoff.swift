// SPDX-License-Identifier: MIT

import CTrineMPI
import Glibc

/// How a rank waits for another of its node: it spins, then lends its core out, then sleeps.
///
/// Spinning is quickest where each rank has a core. Where ranks share one, the rank waited for must
/// get it. After ten milliseconds a short sleep no longer counts, and leaves the core to others.
public struct Backoff {
  private var spins: Int
  private var since: Int64 = 0
  private var checked: Int64 = 0

  /// Starts waiting.
  public init(spins: Int) {
    self.spins = spins
  }

  /// How often ranks of a node do well to look before they lend their core out.
  public static func spins(ranks: Int) -> Int {
    ranks <= sysconf(Int32(_SC_NPROCESSORS_ONLN)) ? 4000 : 20
  }

  /// Lets a moment pass, and says whether a millisecond has gone since it last said so.
  public mutating func pause() -> Bool {
    guard spins == 0 else {
      spins -= 1
      trine_mpi_relax()
      return false
    }
    return pauseLong()
  }

  @inline(never)
  private mutating func pauseLong() -> Bool {
    let now = MonotonicClock.nanoseconds
    if since == 0 { (since, checked) = (now, now) }
    if now - since < 10_000_000 { sched_yield() } else { usleep(50) }
    guard now - checked >= 1_000_000 else { return false }
    checked = now
    return true
  }
}
