// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// The servers' parameters and what their optimizer remembers, in memory that the ranks of a node
/// share.
@safe
final class ServerMemory {
  private let window: SharedWindow
  private let count: Int

  /// Takes memory for parameters and some states of an optimizer, for which there is room;
  /// collective over the node.
  init(_ node: Communicator, count: Int, states: Int) throws(MPIError) {
    self.count = count
    let bytes = Self.byteCount(count, states: states, on: node)
    window = try SharedWindow(byteCount: bytes, node: node)
  }

  /// The parameters.
  var parameters: ParameterArena { arena(0) }

  /// A state of the optimizer, from 0.
  func state(_ index: Int) -> ParameterArena { arena(1 + index) }

  private func arena(_ index: Int) -> ParameterArena {
    guard let base = unsafe window.segment(of: 0).baseAddress else {
      preconditionFailure("the servers' memory of \(count) floats has no address")
    }
    let floats = unsafe base.assumingMemoryBound(to: Float.self) + index * CacheLine.padded(count)
    return unsafe ParameterArena(floats, count: count, keeping: window)
  }

  /// What this rank gives: the first one all, the others nothing.
  static func byteCount(_ count: Int, states: Int, on node: Communicator) -> Int {
    let floats = (1 + states) * CacheLine.padded(count)
    return node.rank == 0 ? floats * MemoryLayout<Float>.stride : 0
  }
}
