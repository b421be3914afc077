// SPDX-License-Identifier: MIT

/// The largest entries of a gradient, with error feedback: all that travels of a sparse gradient.
///
/// What is not chosen is kept in a residual and added to the next gradient (Aji and Heafield, "Sparse
/// Communication for Distributed Gradient Descent", 2017; Karimireddy et al., "Error Feedback Fixes
/// SignSGD and other Gradient Compression Schemes", 2019).
public struct TopK: Sendable {
  /// How many values there are, N.
  public let count: Int
  /// How many of them are chosen.
  public let keep: Int
  /// How many values share the digit that is looked at.
  private var tally: [Int32]
  /// Where the values lie that may be among the largest, in ascending order.
  private var candidates: [UInt32]

  /// Sets memory aside for `count` values, of which `keep` are chosen.
  public init(count: Int, keep: Int) {
    precondition(count >= 0 && count <= Int32.max, "\(count) values cannot be counted")
    precondition(keep >= 0 && keep <= count, "\(keep) of \(count) values cannot be chosen")
    self.count = count
    self.keep = keep
    tally = Array(repeating: 0, count: 1 << Digit.leading.width)
    candidates = Array(repeating: 0, count: count)
  }

  /// Chooses the `keep` entries of largest `|x + residual|`, and leaves the others in the residual.
  ///
  /// The residual becomes `x + residual`, but 0 where an entry is chosen. Of equals the first is
  /// chosen; a NaN counts as larger than all, so that a run that diverges is seen. `indices` ascend.
  ///
  /// Shapes: `x` and `residual` are (N), `indices` and `values` are (keep). Nothing may overlap.
  /// Cost: two passes over N values and some over those near the largest; nothing is allocated.
  public mutating func select(
    _ x: Span<Float>,
    residual: inout MutableSpan<Float>,
    indices: inout MutableSpan<UInt32>,
    values: inout MutableSpan<Float>
  ) {
    precondition(x.count == count && residual.count == count, "values are not (N) = \(count)")
    precondition(indices.count == keep && values.count == keep, "entries are not (keep) = \(keep)")
    Vector.add(x, to: &residual)
    guard keep > 0 else { return }
    var threshold = Threshold(equals: keep)
    tallyAll(residual.span)
    threshold.append(.leading, tally.span)
    let found = gather(residual.span, from: threshold)
    refine(&threshold, .middle, found, residual.span)
    refine(&threshold, .last, found, residual.span)
    move(found, from: &residual, threshold, to: &indices, &values)
  }

  /// Adds chosen entries to the places they came from: `y[indices[i]] += values[i]`.
  ///
  /// Shapes: `indices` and `values` are (K), `y` is (N). Each index must be below N.
  public static func scatterAdd(
    _ indices: Span<UInt32>,
    _ values: Span<Float>,
    to y: inout MutableSpan<Float>
  ) {
    precondition(indices.count == values.count, "as many indices as values")
    for i in indices.indices { y[Int(indices[i])] += values[i] }
  }
}

// MARK: - The digits of a magnitude

extension TopK {
  /// The bits of a magnitude, which ascend as it does; all NaN are the same and above infinity.
  @inline(__always)
  private static func key(_ value: Float) -> UInt32 {
    let magnitude = value.bitPattern & 0x7FFF_FFFF
    return magnitude < 0x7F80_0001 ? magnitude : 0x7F80_0001
  }

  /// Some bits of a key.
  private struct Digit {
    let shift: UInt32
    let width: UInt32

    /// The exponent and three bits more: their tally stays in the first-level cache.
    static let leading = Digit(shift: 20, width: 11)
    static let middle = Digit(shift: 10, width: 10)
    static let last = Digit(shift: 0, width: 10)

    @inline(__always)
    func value(in key: UInt32) -> UInt32 { key >> shift & (1 << width - 1) }
  }

  /// The key of the last entry to be chosen, as far as its digits are known.
  private struct Threshold {
    /// The digits, followed by zeros.
    var key: UInt32 = 0
    /// How many of the keys that begin with these digits are chosen.
    var equals: Int

    init(equals: Int) { self.equals = equals }

    /// Finds the next digit: counted from the largest, the one at which `equals` are reached.
    mutating func append(_ digit: Digit, _ tally: Span<Int32>) {
      var value = 1 << Int(digit.width) - 1
      while value > 0, Int(tally[value]) < equals {
        equals -= Int(tally[value])
        value -= 1
      }
      key |= UInt32(value) << digit.shift
    }
  }
}

// MARK: - Passes

extension TopK {
  private mutating func tallyAll(_ values: Span<Float>) {
    var tally = tally.mutableSpan
    tally.update(repeating: 0)
    for i in values.indices { tally[Int(Digit.leading.value(in: Self.key(values[i])))] += 1 }
  }

  /// Notes where the keys not below the threshold lie, and returns how many there are.
  private mutating func gather(_ values: Span<Float>, from threshold: Threshold) -> Int {
    var candidates = candidates.mutableSpan
    let lowest = threshold.key
    var found = 0
    for i in values.indices {
      // Written first and counted after: a branch would be guessed wrong too often.
      candidates[found] = UInt32(truncatingIfNeeded: i)
      found += Self.key(values[i]) >= lowest ? 1 : 0
    }
    return found
  }

  private mutating func refine(
    _ threshold: inout Threshold,
    _ digit: Digit,
    _ found: Int,
    _ values: Span<Float>
  ) {
    Self.tally(&tally, candidates, found, values, digit, threshold)
    threshold.append(digit, tally.span)
  }

  /// Counts the digits of those candidates that begin as the threshold does.
  private static func tally(
    _ tally: inout [Int32],
    _ candidates: [UInt32],
    _ found: Int,
    _ values: Span<Float>,
    _ digit: Digit,
    _ threshold: Threshold
  ) {
    let candidates = candidates.span
    var tally = tally.mutableSpan
    tally.update(repeating: 0)
    let known = digit.shift + digit.width
    for i in 0..<found {
      let key = key(values[Int(candidates[i])])
      if key >> known == threshold.key >> known { tally[Int(digit.value(in: key))] += 1 }
    }
  }

  /// Moves what is chosen of the candidates out of the residual.
  private func move(
    _ found: Int,
    from residual: inout MutableSpan<Float>,
    _ threshold: Threshold,
    to indices: inout MutableSpan<UInt32>,
    _ values: inout MutableSpan<Float>
  ) {
    let candidates = candidates.span
    var equals = threshold.equals
    var chosen = 0
    for i in 0..<found {
      let index = candidates[i]
      let value = residual[Int(index)]
      let key = Self.key(value)
      guard key > threshold.key || (key == threshold.key && equals > 0) else { continue }
      if key == threshold.key { equals -= 1 }
      indices[chosen] = index
      values[chosen] = value
      residual[Int(index)] = 0
      chosen += 1
    }
  }
}
