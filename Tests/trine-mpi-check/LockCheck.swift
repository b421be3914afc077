// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  /// Additions that are not atomic, under the lock: none may get lost.
  func lock() throws {
    let node = try world.splitByNode()
    let lock = try SharedLock(node: node)
    let window = try SharedWindow(byteCount: node.rank == 0 ? 800 : 0, node: node)
    let words = window.segment(of: 0).assumingMemoryBound(to: Int.self)
    // All begin at once, or they would be done before they could meet.
    try SharedBarrier(node: node).wait()
    for _ in 0..<10_000 {
      lock.withLock { for index in words.indices { words[index] += 1 } }
    }
    try node.barrier()
    let total = 10_000 * node.size
    expect(Array(words), [Int](repeating: total, count: words.count), "sums under the lock")
    try node.barrier()
    try release(node, lock)
  }

  private struct Refused: Error {}

  /// An error inside gives the lock back.
  private func release(_ node: Communicator, _ lock: SharedLock) throws {
    expect(failure: "Refused", "an error under the lock") {
      try lock.withLock { () throws(Refused) in throw Refused() }
    }
    expect(lock.withLock { 17 + node.rank }, 17 + node.rank, "a value from under the lock")
  }
}
