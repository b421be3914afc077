// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// Memory that the ranks of one node share: a part of each, and one for all.
///
/// Who may touch what when is told by barriers: see `SharedSum` and `SharedUpdate`.
@safe
final class NodeMemory {
  /// The ranks of this node.
  let node: Communicator
  /// Floats of each part.
  let count: Int
  private let window: SharedWindow
  private let barrier: SharedBarrier

  /// Floats that are summed at once, and stay in the processor's first cache meanwhile.
  static let blockLength = 2048

  /// Takes memory for parts of `count` floats; collective over the node.
  /// - Throws: what MPI throws, on all ranks of the node, when there is too little room.
  init(_ node: Communicator, count: Int) throws(MPIError) {
    self.node = node
    self.count = count
    // Rank 0 gives the part for all as well.
    let bytes = Self.padded(count) * MemoryLayout<Float>.stride
    window = try SharedWindow(byteCount: node.rank == 0 ? 2 * bytes : bytes, node: node)
    barrier = try SharedBarrier(node: node)
  }

  /// What a run says of it.
  var words: String { "memory that \(node.size) ranks of a node share" }

  /// Waits until all ranks of the node have come here; what they wrote before is seen.
  func wait() {
    barrier.wait()
  }

  /// A whole number of cache lines, at least one.
  private static func padded(_ count: Int) -> Int { (max(1, count) + 15) / 16 * 16 }
}

// MARK: - Parts

extension NodeMemory {
  /// The part of a rank of the node, or a range of it.
  func part(of rank: Int, _ range: Range<Int>? = nil) -> ParameterArena {
    let range = range ?? 0..<count
    return unsafe arena(window.segment(of: rank), from: range.lowerBound, range.count)
  }

  /// The part for all.
  func common() -> ParameterArena {
    unsafe arena(window.segment(of: 0), from: Self.padded(count), count)
  }

  @unsafe
  private func arena(
    _ bytes: UnsafeMutableRawBufferPointer,
    from offset: Int,
    _ count: Int
  ) -> ParameterArena {
    guard let base = bytes.baseAddress else {
      preconditionFailure("a part of \(count) floats without an address")
    }
    let floats = unsafe base.assumingMemoryBound(to: Float.self) + offset
    return unsafe ParameterArena(floats, count: count, keeping: window)
  }
}

// MARK: - Slices

extension NodeMemory {
  /// The slice of the first `count` floats that a rank of the node answers for: whole cache lines.
  func slice(of rank: Int, of count: Int) -> Range<Int> {
    let lines = (0..<Self.padded(count) / 16).part(rank, of: node.size)
    return (16 * lines.lowerBound..<16 * lines.upperBound).clamped(to: 0..<count)
  }

  /// Sums a slice over the parts of all ranks, in the order of ranks.
  func sum(_ slice: Range<Int>, into target: inout ParameterArena) {
    for block in slice.blocks(of: Self.blockLength) {
      target.edit(block) { sums in sum(block, into: &sums) }
    }
  }

  /// Sums a block over the parts of all ranks, in the order of ranks; `sums` may be part 0's own.
  func sum(_ block: Range<Int>, into sums: inout MutableSpan<Float>) {
    part(of: 0).read(block) { values in Vector.copy(values, into: &sums) }
    for rank in 1..<max(1, node.size) {
      part(of: rank).read(block) { values in Vector.add(values, to: &sums) }
    }
  }
}

extension Range<Int> {
  /// The range in blocks of some length, the last one shorter.
  func blocks(of length: Int) -> some Sequence<Range<Int>> {
    stride(from: lowerBound, to: upperBound, by: length).lazy.map { start in
      start..<Swift.min(start + length, upperBound)
    }
  }
}
