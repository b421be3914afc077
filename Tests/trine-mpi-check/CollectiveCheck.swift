// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func collectives() throws {
    // Starting twice is starting once.
    expect(try Communicator.world().size, world.size, "the world size")
    for count in Self.sizes { try collectives(count) }
  }

  func collectives(_ count: Int) throws {
    try allreduce(count)
    try allgather(count)
    for root in 0..<world.size { try broadcast(count, from: root) }
    try world.barrier()
  }

  private func allreduce(_ count: Int) throws {
    let ranks = 0..<world.size
    let sums = (0..<count).map { index in ranks.reduce(0) { $0 + wholeNumber($1, index) } }
    let own = (0..<count).map { wholeNumber(world.rank, $0) }
    var doubles = own
    var floats = own.map(Float.init)
    try doubles.edit(world.allreduce)
    try floats.edit(world.allreduce)
    expect(doubles, sums, "allreduce of \(count) doubles")
    expect(floats.map(Double.init), sums, "allreduce of \(count) floats")
    // Each rank is the greatest somewhere, also among negative numbers.
    var greatest = (0..<count).map { -own[$0] * Double(1 + ($0 + world.rank) % world.size) }
    let maximum = (0..<count).map { index in
      ranks.map { -wholeNumber($0, index) * Double(1 + (index + $0) % world.size) }.max()
    }
    try greatest.edit(world.allreduceMaximum)
    expect(greatest, maximum.compactMap { $0 }, "maximum of \(count) doubles")
  }

  private func allgather(_ count: Int) throws {
    let own = (0..<count).map { wholeNumber(world.rank, $0) }
    let expected = (0..<world.size).flatMap { rank in
      (0..<count).map { wholeNumber(rank, $0) }
    }
    var doubles = [Double](repeating: -1, count: expected.count)
    try doubles.edit { try world.allgather(own.span, into: &$0) }
    expect(doubles, expected, "allgather of \(count) doubles")
    var bytes = [UInt8](repeating: 255, count: expected.count)
    try bytes.edit { span in
      var raw = span.mutableBytes
      try world.allgather(bytes: own.map { UInt8($0) }.span.bytes, into: &raw)
    }
    expect(bytes, expected.map { UInt8($0) }, "allgather of \(count) bytes")
  }

  private func broadcast(_ count: Int, from root: Int) throws {
    let expected = (0..<count).map { wholeNumber(root, $0) }
    var doubles = (0..<count).map { wholeNumber(world.rank, $0) }
    var floats = doubles.map(Float.init)
    try doubles.edit { try world.broadcast(&$0, from: root) }
    try floats.edit { try world.broadcast(&$0, from: root) }
    expect(doubles, expected, "broadcast of \(count) doubles from \(root)")
    expect(floats.map(Double.init), expected, "broadcast of \(count) floats from \(root)")
  }
}
