// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// The servers' parameters and what their optimizer remembers, in memory that the ranks of a node
/// share.
@safe
final class ServerMemory {
  private let window: SharedWindow
  private let count: Int

  /// Takes memory for parameters and some states of an optimizer; collective over the node.
  /// - Throws: what MPI throws, on all ranks of the node, when there is too little room.
  init(_ node: Communicator, count: Int, states: Int) throws(MPIError) {
    self.count = count
    let bytes = (1 + states) * Self.padded(count) * MemoryLayout<Float>.stride
    window = try SharedWindow(byteCount: node.rank == 0 ? bytes : 0, node: node)
  }

  /// The parameters.
  var parameters: ParameterArena { arena(0) }

  /// A state of the optimizer, from 0.
  func state(_ index: Int) -> ParameterArena { arena(1 + index) }

  private func arena(_ index: Int) -> ParameterArena {
    guard let base = unsafe window.segment(of: 0).baseAddress else {
      preconditionFailure("the servers' memory of \(count) floats has no address")
    }
    let floats = unsafe base.assumingMemoryBound(to: Float.self) + index * Self.padded(count)
    return unsafe ParameterArena(floats, count: count, keeping: window)
  }

  /// A whole number of cache lines, at least one.
  private static func padded(_ count: Int) -> Int { (max(1, count) + 15) / 16 * 16 }
}
