// SPDX-License-Identifier: MIT

import CTrineMPI
import Glibc
import TrineMPI

extension Check {
  /// Whatever the kernel says, all ranks must hear the same, and it must be so.
  func crossMemory() throws {
    let node = try world.splitByNode()
    let expected = try canEverybodyRead(node)
    for _ in 1...3 {
      expect(try CrossMemory.isAllowed(on: node), expected, "whether memory of others may be read")
    }
    let alone = try world.split(color: world.rank, key: 0)
    expect(try CrossMemory.isAllowed(on: alone), true, "whether a rank alone may read")
  }

  /// Whether every rank gets a number out of every other's memory.
  private func canEverybodyRead(_ node: Communicator) throws -> Bool {
    let own = UnsafeMutablePointer<Double>.allocate(capacity: 1)
    defer { own.deallocate() }
    own.initialize(to: wholeNumber(node.rank, 0))
    // A double holds every process and every address below 2^53 exactly.
    let place = [Double(getpid()), Double(UInt(bitPattern: own))]
    var places = [Double](repeating: 0, count: 2 * node.size)
    try places.edit { try node.allgather(place.span, into: &$0) }
    var unread: [Double] = [0]
    for rank in 0..<node.size where rank != node.rank {
      var found = 0.0
      let (process, address) = (Int32(places[2 * rank]), UInt64(places[2 * rank + 1]))
      let isRead = trine_mpi_read_process(process, address, &found, MemoryLayout<Double>.size)
      if isRead == 0 || found != wholeNumber(rank, 0) { unread[0] += 1 }
    }
    try unread.edit(node.allreduce)
    return unread == [0]
  }
}
