// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func barrier() throws {
    let node = try world.splitByNode()
    try rounds(node)
    try giveUp(node)
  }

  /// Plain memory written before a barrier is seen after it by all, 5,000 times.
  private func rounds(_ node: Communicator) throws {
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
    expect(barrier.missing, [], "ranks missing after the barrier")
  }

  private struct Enough: Error {}

  /// Rank 0 comes only after all others have seen that it is missing, and once not at all.
  private func giveUp(_ node: Communicator) throws {
    let barrier = try SharedBarrier(node: node)
    let seen = try SharedCounters(count: 2, node: node)
    if node.rank == 0 {
      while seen[0].load() < node.size - 1 {}
      barrier.wait()
      while seen[1].load() < node.size - 1 {}
      return expect(seen[1].load(), node.size - 1, "how many gave up")
    }
    var isSeen = false
    barrier.wait {
      guard !isSeen, barrier.missing == [0] else { return }
      isSeen = true
      seen[0].add(1)
    }
    expect(isSeen, true, "who saw rank 0 missing")
    expect(failure: "Enough", "a wait that gives up") {
      try barrier.wait { () throws(Enough) in throw Enough() }
    }
    seen[1].add(1)
  }
}
