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
  /// What all that is sent goes over, where one is simulated.
  let wire: SimulatedWire?

  /// The room for memory that ranks of any node share.
  var room: SharedRoom { SharedRoom(world: grid.world, node: node) }

  /// Rows of a batch when a model is evaluated: enough that products are large.
  static let evaluationRows = 256

  /// What a run should know of where it runs; collective over the node.
  func notes() throws(MPIError) -> [String] {
    var notes = [plan.wire?.note, plan.splitNote].compactMap(\.self)
    if try !CrossMemory.isAllowed(on: node) {
      notes.append(
        "the kernel lets no process read another's memory, so messages within a node are copied twice"
      )
    }
    return notes
  }

  /// Whether the ranks of this node leave a core free.
  var hasSpareCore: Bool {
    node.size * BLAS.threads < sysconf(Int32(_SC_NPROCESSORS_ONLN))
  }
}
