// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

/// Memory that the ranks of one node share: each gives a segment, all may read and write all.
///
/// A segment starts at zero, on a cache line of its own, near the rank that gave it. MPI keeps no
/// order between what ranks do there: a `SharedBarrier` or a `SharedCounter` does.
///
/// A window lives as long as the process. Giving it back is collective, and a rank that has failed
/// would let the others wait for it for ever; so make a few at the start.
@safe public final class SharedWindow {
  private let segments: [UnsafeMutableRawBufferPointer]

  /// Shares memory with the other ranks of a node.
  ///
  /// Collective over the node, a communicator as `splitByNode` gives it. The number of bytes is that
  /// of this rank's segment, may differ from rank to rank, and may be 0. Ask for a `SharedRoom` before:
  /// where there is too little room here, all ranks of the node get the error.
  public init(byteCount: Int, node: Communicator) throws(MPIError) {
    precondition(byteCount >= 0, "a segment of \(byteCount) bytes")
    var counts = [Double](repeating: 0, count: node.size)
    var all = counts.mutableSpan
    try node.allgather([Double(byteCount)].span, into: &all)
    try Self.checkRoom(for: counts.reduce(0, +), on: node)
    var starts = unsafe [UnsafeMutableRawPointer?](repeating: nil, count: node.size)
    let code = unsafe trine_mpi_window(node.handle, byteCount, &starts)
    try check("sharing \(byteCount.grouped) bytes with the node", code)
    unsafe segments = zip(starts, counts).map { start, count in
      unsafe UnsafeMutableRawBufferPointer(start: start, count: Int(count))
    }
  }

  /// The segment that a rank of the node gave, where this process sees it.
  ///
  /// Every process may see it elsewhere, so no pointer goes into shared memory.
  @unsafe
  public func segment(of rank: Int) -> UnsafeMutableRawBufferPointer {
    unsafe segments[rank]
  }

  /// Fails on all ranks of a node where one finds too little room for all their bytes.
  ///
  /// The library fails on one rank only, and the others wait for it.
  private static func checkRoom(for byteCount: Double, on node: Communicator) throws(MPIError) {
    guard node.size > 1 else { return }
    let code =
      try SharedRoom.isMissing(byteCount, among: node) ? Int32(TRINE_MPI_NO_ROOM) : 0
    try check("sharing \(Int(byteCount).grouped) bytes on the node", code)
  }
}

@available(*, unavailable)
extension SharedWindow: Sendable {}
