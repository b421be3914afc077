// SPDX-License-Identifier: MIT

/// Sums floats over 2, 4, 8, … ranks in the order of a balanced binary tree.
///
/// Ranks 0 and 1 are added, 2 and 3, and so on; then the sums of neighbouring pairs, and so on, the
/// lower ranks always on the left. So the bits of a sum of equally many shares do not depend on how
/// many ranks hold them, as long as each rank sums its own shares by the same tree.
///
/// In each round a rank halves what it answers for: it gives one half to its partner at distance 1,
/// 2, 4, …, and adds the partner's values to the other half; then the halves go back the same way.
/// That is the algorithm of Rabenseifner with distances in rising order (Thakur, Rabenseifner and
/// Gropp, "Optimization of Collective Communication Operations in MPICH", International Journal of
/// High Performance Computing Applications 19(1), 2005).
public struct TreeAllreduce {
  private let tree: Tree
  private var scratch: [Float]

  /// Prepares sums of buffers of `count` floats; all memory is taken here.
  ///
  /// The number of ranks is a power of two.
  public init(_ communicator: Communicator, count: Int) {
    let size = communicator.size
    precondition(size.nonzeroBitCount == 1, "\(size) ranks are not a power of two")
    tree = Tree(communicator: communicator, count: count)
    scratch = [Float](repeating: 0, count: size == 1 ? 0 : (count + 1) / 2)
  }

  /// Replaces each float by its sum over all ranks, the same bits on each of them.
  ///
  /// Collective. With n ranks each sends 2 log n messages, 2(n - 1)/n of the buffer in all.
  public mutating func sum(_ buffer: inout MutableSpan<Float>) throws(MPIError) {
    precondition(buffer.count == tree.count, "\(buffer.count) floats, not \(tree.count)")
    let tree = tree
    try unsafe scratch.withUnsafeMutableBufferPointer { scratch throws(MPIError) in
      try unsafe buffer.withUnsafeMutableBufferPointer { values throws(MPIError) in
        for level in 0..<tree.levels { try unsafe tree.addHalf(values, scratch, at: level) }
        for level in (0..<tree.levels).reversed() { try unsafe tree.returnHalf(values, at: level) }
      }
    }
  }
}

/// Which rank answers for which values, level by level, and its partners.
private struct Tree {
  let communicator: Communicator
  let count: Int

  /// How often halves are exchanged: log n.
  var levels: Int { communicator.size.trailingZeroBitCount }

  /// Gives one half to the partner and adds the partner's values to the other.
  func addHalf(
    _ values: UnsafeMutableBufferPointer<Float>,
    _ scratch: UnsafeMutableBufferPointer<Float>,
    at level: Int
  ) throws(MPIError) {
    let (kept, given) = halves(at: level)
    let own = unsafe UnsafeMutableBufferPointer(rebasing: values[kept])
    let other = unsafe UnsafeMutableBufferPointer(rebasing: scratch[..<own.count])
    try unsafe swap(values[given], receiving: other, at: level)
    let isLower = !isUpper(at: level)
    for index in 0..<own.count {
      unsafe own[index] = isLower ? own[index] + other[index] : other[index] + own[index]
    }
  }

  /// Gives the complete half to the partner and takes the other.
  func returnHalf(
    _ values: UnsafeMutableBufferPointer<Float>,
    at level: Int
  ) throws(MPIError) {
    let (kept, given) = halves(at: level)
    let received = unsafe UnsafeMutableBufferPointer(rebasing: values[given])
    try unsafe swap(values[kept], receiving: received, at: level)
  }

  private func isUpper(at level: Int) -> Bool { communicator.rank >> level & 1 == 1 }

  /// What this rank keeps of its values at a level, and what it gives to its partner.
  private func halves(at level: Int) -> (kept: Range<Int>, given: Range<Int>) {
    var kept = 0..<count
    var given = 0..<0
    for level in 0...level {
      let middle = (kept.lowerBound + kept.upperBound) / 2
      let (lower, upper) = (kept.lowerBound..<middle, middle..<kept.upperBound)
      (kept, given) = isUpper(at: level) ? (upper, lower) : (lower, upper)
    }
    return (kept, given)
  }

  private func swap(
    _ sent: Slice<UnsafeMutableBufferPointer<Float>>,
    receiving received: UnsafeMutableBufferPointer<Float>,
    at level: Int
  ) throws(MPIError) {
    let partner = communicator.rank ^ 1 << level
    try unsafe communicator.exchange(
      UnsafeBufferPointer(UnsafeMutableBufferPointer(rebasing: sent)),
      to: partner,
      receiving: received,
      from: partner,
      tag: OwnTag.tree
    )
  }
}
