// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  func tree() throws {
    // Three ranks are two and one.
    let whole = 1 << (Int.bitWidth - 1 - world.size.leadingZeroBitCount)
    let part = try world.split(color: world.rank < whole ? 0 : 1, key: world.rank)
    for count in Self.sizes {
      try tree(count, over: part)
    }
  }

  /// Eight shares give the same bits however many ranks hold them.
  private func tree(_ count: Int, over ranks: Communicator) throws {
    let shares = 8 / ranks.size
    var tree = TreeAllreduce(ranks, count: count)
    let expected = (0..<count).map { treeSum(0..<8, $0) }
    for time in 1...2 {
      let own = ranks.rank * shares..<(ranks.rank + 1) * shares
      var values = (0..<count).map { treeSum(own, $0) }
      try values.edit { try tree.sum(&$0) }
      expect(values, expected, "tree sum \(time) of \(count) floats over \(ranks.size) ranks")
    }
  }

  private func treeSum(_ shares: Range<Int>, _ index: Int) -> Float {
    guard shares.count > 1 else { return unevenFloat(shares.lowerBound, index) }
    let middle = (shares.lowerBound + shares.upperBound) / 2
    return treeSum(shares.lowerBound..<middle, index) + treeSum(middle..<shares.upperBound, index)
  }
}
