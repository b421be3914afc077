// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func ring() throws {
    for count in Self.sizes { try ring(count) }
  }

  func ring(_ count: Int) throws {
    var ring = RingAllreduce(world, count: count)
    let expected = naiveRing(count)
    // Twice: the second sum must find nothing left of the first.
    for time in 1...2 {
      var values = (0..<count).map { unevenFloat(world.rank, $0) }
      try values.edit { try ring.sum(&$0) }
      expect(values, expected, "ring sum \(time) of \(count) floats")
    }
  }

  /// Slice i is summed in the order of ranks i, i + 1, ….
  private func naiveRing(_ count: Int) -> [Float] {
    (0..<world.size).flatMap { slice in
      (slice * count / world.size..<(slice + 1) * count / world.size).map { index in
        (1..<world.size).reduce(unevenFloat(slice, index)) { sum, step in
          sum + unevenFloat((slice + step) % world.size, index)
        }
      }
    }
  }
}
