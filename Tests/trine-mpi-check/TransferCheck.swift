// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func transfers() throws {
    for count in Self.sizes { try transfers(count) }
  }

  func transfers(_ count: Int) throws {
    try exchangeWithAll(count)
    try nonblockingAllreduce(count)
    try bytesUnderWay(count)
    try awaited(count)
  }

  /// Every rank sends to all and receives from all at once, itself included.
  private func exchangeWithAll(_ count: Int) throws {
    let (rank, size) = (world.rank, world.size)
    let sent = floats(rank, count)
    var received = [Float](repeating: -1, count: count * size)
    try sent.withUnsafeBufferPointer { sent in
      try received.withUnsafeMutableBufferPointer { received in
        let slots = TransferSlots(count: 2 * size)
        expect(try slots.testAll(), true, "empty slots")
        for other in 0..<size {
          let part = UnsafeMutableBufferPointer(
            rebasing: received[other * count..<(other + 1) * count]
          )
          slots.put(try world.startReceive(into: part, from: other, tag: rank), at: other)
        }
        expect(slots.isBusy(0), true, "a slot whose message nobody sent")
        try world.barrier()
        for other in 0..<size {
          slots.put(try world.startSend(sent, to: other, tag: other), at: size + other)
        }
        if rank.isMultiple(of: 2) { try slots.waitAll() } else { while try !slots.testAll() {} }
        expect((0..<2 * size).contains { slots.isBusy($0) }, false, "slots that are done")
      }
    }
    let expected = (0..<size).flatMap { floats($0, count) }
    expect(received, expected, "\(count) floats from everybody at once")
  }

  private func nonblockingAllreduce(_ count: Int) throws {
    var waited = floats(world.rank, count)
    var tested = waited
    let sums = (0..<count).map { index in
      Float((0..<world.size).reduce(0) { $0 + wholeNumber($1, index) })
    }
    try waited.withUnsafeMutableBufferPointer { values in
      var transfer = try world.startAllreduce(values)
      try transfer.wait()
      try transfer.wait()
      expect(transfer.isDone, true, "an allreduce that was waited for")
    }
    try tested.withUnsafeMutableBufferPointer { values in
      var transfer = try world.startAllreduce(values)
      while try !transfer.test() {}
      expect(try transfer.test(), true, "an allreduce that was done")
    }
    expect(waited, sums, "allreduce under way of \(count) floats, waited for")
    expect(tested, sums, "allreduce under way of \(count) floats, tested")
  }

  private func bytesUnderWay(_ count: Int) throws {
    let (rank, size) = (world.rank, world.size)
    let sent = floats(rank, count).map { UInt8($0) }
    let expected = floats((rank + size - 1) % size, count).map { UInt8($0) }
    var received = [UInt8](repeating: 255, count: count)
    try sent.withUnsafeBytes { sent in
      try received.withUnsafeMutableBytes { received in
        var incoming = try world.startReceive(
          bytes: received,
          from: (rank + size - 1) % size,
          tag: 3
        )
        var outgoing = try world.startSend(bytes: sent, to: (rank + 1) % size, tag: 3)
        try incoming.wait()
        try outgoing.wait()
      }
    }
    expect(received, expected, "\(count) bytes under way")
  }

  /// A transfer takes what a send that waits has sent, in as many pieces.
  private func awaited(_ count: Int) throws {
    let left = (world.rank + world.size - 1) % world.size
    let right = (world.rank + 1) % world.size
    var received = [Float](repeating: -1, count: count)
    try received.withUnsafeMutableBufferPointer { received in
      var transfer = try world.startReceive(into: received, from: left, tag: 6)
      try world.send(floats(world.rank, count).span, to: right, tag: 6)
      try transfer.wait()
    }
    expect(received, floats(left, count), "\(count) floats of a send that waits")
  }
}
