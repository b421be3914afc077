// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  /// Whatever the kernel says, all ranks must hear the same.
  func crossMemory() throws {
    let node = try world.splitByNode()
    for _ in 1...3 {
      let own = try CrossMemory.isAllowed(on: node) ? 1.0 : 0
      var all = [Double](repeating: -1, count: node.size)
      try all.edit { try node.allgather([own].span, into: &$0) }
      expect(all, all.map { _ in own }, "whether memory of others may be read")
    }
    let alone = try world.split(color: world.rank, key: 0)
    expect(try CrossMemory.isAllowed(on: alone), true, "reading one's own memory")
  }
}
