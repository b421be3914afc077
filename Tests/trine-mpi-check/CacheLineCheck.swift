// SPDX-License-Identifier: MIT

import TrineMPI

extension Check {
  /// Parts follow each other, hold everything, begin on lines and differ by a line at most.
  func cacheLines() {
    let padded = [0, 1, 15, 16, 17, 1000].map(CacheLine.padded)
    expect(padded, [16, 16, 16, 16, 32, 1008], "floats of whole lines")
    for count in Self.sizes {
      for size in [1, 2, 3, 7] {
        let parts = (0..<size).map { CacheLine.part($0, of: size, count: count) }
        let what = "of \(size) parts of \(count) floats"
        expect(parts.flatMap { $0 }, Array(0..<count), "all \(what)")
        let starts = parts.filter { !$0.isEmpty }.map(\.lowerBound)
        expect(starts.map { $0 % CacheLine.floats }, starts.map { _ in 0 }, "the starts \(what)")
        let lines = parts.map { $0.isEmpty ? 0 : CacheLine.padded($0.count) / CacheLine.floats }
        let isEven = (lines.max() ?? 0) - (lines.min() ?? 0) <= 1
        expect(isEven, true, "whether the sizes \(what) are even")
      }
    }
  }
}
