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
  /// For sums of the second half of some ranks, a block for each time that they are halved.
  private let scratch: [Block]

  /// Floats that are summed at once, and stay in the processor's first cache meanwhile.
  static let blockLength = 2048

  /// Takes memory for parts of `count` floats, for which there is room; collective over the node.
  init(_ node: Communicator, count: Int) throws(MPIError) {
    self.node = node
    self.count = count
    window = try SharedWindow(byteCount: Self.byteCount(count, on: node), node: node)
    barrier = try SharedBarrier(node: node)
    scratch = (0..<max(0, node.size.bitWidth - node.size.leadingZeroBitCount)).map { _ in Block() }
  }

  /// What a run says of it.
  var words: String { "memory that \(node.size) ranks of a node share" }

  /// Waits until all ranks of the node have come here; what they wrote before is seen.
  func wait() {
    barrier.wait()
  }

  /// What this rank gives for parts of `count` floats: its part, and rank 0 the part for all as well.
  static func byteCount(_ count: Int, on node: Communicator) -> Int {
    let part = CacheLine.padded(count) * MemoryLayout<Float>.stride
    return node.rank == 0 ? 2 * part : part
  }
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
    unsafe arena(window.segment(of: 0), from: CacheLine.padded(count), count)
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
    CacheLine.part(rank, of: node.size, count: count)
  }

  /// Sums a slice over the parts of all ranks.
  func sum(_ slice: Range<Int>, into target: inout ParameterArena) {
    for block in slice.blocks(of: Self.blockLength) {
      target.edit(block) { sums in sum(block, into: &sums) }
    }
  }

  /// Sums a block over the parts of all ranks, always in the same order.
  ///
  /// Sums are made of sums of halves, whose rounding grows with log n and not with n (Higham, "The
  /// Accuracy of Floating Point Summation", 1993, "pairwise summation").
  func sum(_ block: Range<Int>, into sums: inout MutableSpan<Float>) {
    sum(block, over: 0..<node.size, level: 0, into: &sums)
  }

  private func sum(
    _ block: Range<Int>,
    over ranks: Range<Int>,
    level: Int,
    into sums: inout MutableSpan<Float>
  ) {
    let half = (ranks.count + 1) / 2
    let (left, right) = (ranks.prefix(half), ranks.dropFirst(half))
    guard ranks.count > 2 else {
      for rank in left { part(of: rank).read(block) { Vector.copy($0, into: &sums) } }
      for rank in right { part(of: rank).read(block) { Vector.add($0, to: &sums) } }
      return
    }
    sum(block, over: left, level: level + 1, into: &sums)
    scratch[level].arena.edit(0..<block.count) { others in
      sum(block, over: right, level: level + 1, into: &others)
      Vector.add(others.span, to: &sums)
    }
  }
}

/// Room for one block.
final class Block {
  var arena = ParameterArena(count: NodeMemory.blockLength)
}

extension Range<Int> {
  /// The range in blocks of some length, the last one shorter.
  func blocks(of length: Int) -> some Sequence<Range<Int>> {
    stride(from: lowerBound, to: upperBound, by: length).lazy.map { start in
      start..<Swift.min(start + length, upperBound)
    }
  }
}
