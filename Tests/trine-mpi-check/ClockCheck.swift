// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  /// Ranks of one node have one clock, unless they set their own ahead.
  func clock() throws {
    for root in 0..<world.size {
      let offset = try world.clockOffset(to: root, rounds: 200)
      expect(abs(offset) < 0.001, true, "whether a clock \(offset) s off is that of rank \(root)")
      let (rank, ahead) = (Int64(world.rank), Int64(7_000_000_000))
      let set = try world.clockOffset(to: root, rounds: 200) {
        MonotonicClock.nanoseconds + rank * ahead
      }
      let error = set - 7 * Double(root - world.rank)
      expect(abs(error) < 0.001, true, "whether an error of \(error) s against \(root) is none")
    }
    let own = try world.clockOffset(to: 0)
    if world.rank == 0 { expect(own, 0, "the root's own offset") }
  }
}
