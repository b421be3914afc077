// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func window() throws {
    let node = try world.splitByNode()
    for unit in [0, 1, 1000, 100_003] {
      // Every rank gives another size, and the first nothing; then the last.
      try window(node) { $0 * unit }
      try window(node) { (node.size - 1 - $0) * unit }
    }
    // More than there is: an error everywhere, after which the next window is as good as any.
    if node.size > 1 {
      let bytes = node.rank == 0 ? 1 << 50 : 0
      expect(
        failure: "sharing 1,125,899,906,842,624 bytes on the node failed: /dev/shm",
        "a window"
      ) {
        _ = try SharedWindow(byteCount: bytes, node: node)
      }
    }
    try window(node) { _ in 4096 }
  }

  private func window(_ node: Communicator, _ size: (Int) -> Int) throws {
    let window = try SharedWindow(byteCount: size(node.rank), node: node)
    let segments = (0..<node.size).map { window.segment(of: $0) }
    expect(segments.map(\.count), (0..<node.size).map(size), "sizes of segments")
    let starts = segments.compactMap(\.baseAddress).map { Int(bitPattern: $0) % 64 }
    expect(starts, starts.map { _ in 0 }, "distance of segments from a cache line")
    expect(segments.contains { $0.contains { $0 != 0 } }, false, "something in a new window")
    try node.barrier()
    // Everybody writes into the next rank's segment, so that ranks see each other's memory.
    let next = (node.rank + 1) % node.size
    for index in segments[next].indices { segments[next][index] = UInt8((next + index) % 251) }
    try node.barrier()
    for rank in 0..<node.size {
      let expected = (0..<size(rank)).map { UInt8((rank + $0) % 251) }
      expect(Array(segments[rank]), expected, "segment of rank \(rank)")
    }
  }
}
