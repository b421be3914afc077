// SPDX-License-Identifier: MIT

import Glibc

extension RandomStream {
  /// A float in `0..<1`: the upper 24 bits of one draw.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// An integer in `0..<bound`, each as likely.
  ///
  /// The high half of a product, and another draw where some would be more likely (D. Lemire: Fast
  /// random integer generation in an interval, 2019).
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no integer is below \(bound)")
    let bound = UInt64(bound)
    let rejected = (0 &- bound) % bound
    while true {
      let (high, low) = next().multipliedFullWidth(by: bound)
      if low >= rejected { return Int(high) }
    }
  }

  /// A draw of the normal distribution with mean 0 and standard deviation 1.
  ///
  /// Marsaglia's polar method; the second value it gives is not kept.
  public mutating func normal() -> Double {
    while true {
      let x = 2 * (Double(next() >> 11) * 0x1p-53) - 1
      let y = 2 * (Double(next() >> 11) * 0x1p-53) - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// Puts values in random order (Fisher–Yates).
  public mutating func shuffle(_ values: inout [Int]) {
    var last = values.count - 1
    while last > 0 {
      values.swapAt(last, integer(below: last + 1))
      last -= 1
    }
  }
}
