// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineKernels
import TrineMPI

/// What every strategy works with.
struct TrainingSetting {
  let plan: RunPlan
  let splits: DataSplits
  let grid: RankGrid
  /// The ranks of this rank's node.
  let node: Communicator
  let clock: PhaseClock
  let pulse: Pulse
  let events: EventLog
  let faults: FaultInjector

  /// Rows of a batch when a model is evaluated: enough that products are large.
  static let evaluationRows = 256

  /// Whether the ranks of this node leave a core free.
  var hasSpareCore: Bool {
    node.size * BLAS.threads < sysconf(Int32(_SC_NPROCESSORS_ONLN))
  }
}
