// SPDX-License-Identifier: MIT

import TrineMPI

/// The ranks among which the layers of one replica are split, and the sums over them.
final class TensorGroup {
  private let communicator: Communicator
  private let allreduce: any Allreduce
  private let clock: PhaseClock

  init(_ communicator: Communicator, allreduce: any Allreduce, clock: PhaseClock) {
    self.communicator = communicator
    self.allreduce = allreduce
    self.clock = clock
  }

  /// This rank's part of some inputs or outputs.
  func part(of count: Int) -> Range<Int> {
    (0..<count).part(communicator.rank, of: communicator.size)
  }

  /// Replaces each value by its sum over the ranks, the same bits on each of them.
  func sum(_ values: inout MutableSpan<Float>) throws(MPIError) {
    try clock.pausing { () throws(MPIError) in
      try allreduce.sum(&values, as: .allreduceActivations, clock: clock)
    }
  }
}
