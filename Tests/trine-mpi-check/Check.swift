// SPDX-License-Identifier: MIT

import TrineMPI

/// What one rank found; its extensions are the subjects.
final class Check {
  /// Odd sizes, sizes below the number of ranks, and one that takes MPI's way of large messages.
  static let sizes = [0, 1, 2, 3, 7, 8, 9, 1000, 100_003]
  let world: Communicator
  private(set) var tried = 0
  private(set) var wrong = 0

  init(_ world: Communicator) {
    self.world = world
  }

  /// Compares, and says what is wrong.
  func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) {
    tried += 1
    guard found != expected else { return }
    wrong += 1
    let texts = ["\(found)", "\(expected)"].map { $0.prefix(60) }
    print("rank \(world.rank): \(what) is \(texts[0]), not \(texts[1])")
  }

  /// Whether something fails with these words.
  func expect(failure words: String, _ what: String, _ body: () throws -> Void) {
    do {
      try body()
      expect("no error", words, what)
    } catch {
      expect("\(error)".contains(words) ? words : "\(error)", words, what)
    }
  }
}

/// What rank `rank` puts at place `index`: whole numbers of a byte, so that sums are exact.
func wholeNumber(_ rank: Int, _ index: Int) -> Double {
  Double((rank + 1) * 11 + index % 97)
}

/// Whole numbers of a rank as floats.
func floats(_ rank: Int, _ count: Int) -> [Float] {
  (0..<count).map { Float(wholeNumber(rank, $0)) }
}

/// A float whose sums depend on their order.
func unevenFloat(_ rank: Int, _ index: Int) -> Float {
  let mixed = (rank * 7_919 + index * 104_729 + 1) % 10_007
  return Float(mixed) / 3.7 - (mixed.isMultiple(of: 5) ? 70_000 : 0.001)
}

extension Array {
  /// Lends the elements for writing.
  mutating func edit(_ body: (inout MutableSpan<Element>) throws -> Void) throws {
    var span = mutableSpan
    try body(&span)
  }
}
