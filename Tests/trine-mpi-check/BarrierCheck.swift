// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  /// Plain memory written before a barrier is seen after it by all, 5,000 times.
  func barrier() throws {
    let node = try world.splitByNode()
    let barrier = try SharedBarrier(node: node)
    let window = try SharedWindow(byteCount: MemoryLayout<Int>.size, node: node)
    let cells = (0..<node.size).map { window.segment(of: $0).assumingMemoryBound(to: Int.self) }
    var late = 0
    for round in 1...5_000 {
      cells[node.rank][0] = round
      barrier.wait()
      for cell in cells where cell[0] != round { late += 1 }
      // Nobody writes the next round before all have read this one.
      barrier.wait()
    }
    expect(late, 0, "cells behind the barrier's round")
  }
}
