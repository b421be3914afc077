// SPDX-License-Identifier: MIT

/// Sums floats over ranks by passing slices around a ring.
///
/// With n ranks a buffer is n slices. In n - 1 rounds every rank hands one slice to its right
/// neighbour, which adds its own values; then each rank has one slice complete, and in n - 1 more
/// rounds the sums go around. Each rank sends 2(n - 1)/n of the buffer, which is the least possible
/// (Patarasuk and Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations",
/// Journal of Parallel and Distributed Computing 69(2), 2009).
///
/// Slice i is summed in the order of ranks i, i + 1, …, n - 1, 0, …, i - 1, so the same ranks give the
/// same bits in every run, and all ranks get the same bits.
public struct RingAllreduce {
  private let ring: Ring
  private var scratch: [Float]

  /// Prepares sums of buffers of `count` floats; all memory is taken here.
  public init(_ communicator: Communicator, count: Int) {
    ring = Ring(communicator: communicator, count: count)
    let longest = (count + communicator.size - 1) / communicator.size
    scratch = [Float](repeating: 0, count: longest)
  }

  /// Replaces each float by its sum over all ranks.
  ///
  /// Collective. Costs 2(n - 1) messages of count/n floats a rank.
  public mutating func sum(_ buffer: inout MutableSpan<Float>) throws(MPIError) {
    precondition(buffer.count == ring.count, "\(buffer.count) floats, not \(ring.count)")
    let ring = ring
    try unsafe scratch.withUnsafeMutableBufferPointer { scratch throws(MPIError) in
      try unsafe buffer.withUnsafeMutableBufferPointer { values throws(MPIError) in
        try unsafe ring.scatterSums(values, scratch)
        try unsafe ring.gatherSums(values)
      }
    }
  }
}

/// The slices of a buffer and the neighbours they go to.
private struct Ring {
  let communicator: Communicator
  let count: Int

  /// After this rank r has the whole sum of slice r + 1.
  func scatterSums(
    _ values: UnsafeMutableBufferPointer<Float>,
    _ scratch: UnsafeMutableBufferPointer<Float>
  ) throws(MPIError) {
    let rank = communicator.rank
    for step in 0..<communicator.size - 1 {
      let own = unsafe UnsafeMutableBufferPointer(rebasing: values[slice(rank - step - 1)])
      let received = unsafe UnsafeMutableBufferPointer(rebasing: scratch[..<own.count])
      try unsafe pass(values[slice(rank - step)], receiving: received)
      for index in 0..<own.count { unsafe own[index] += received[index] }
    }
  }

  /// Hands complete slices around until every rank has all.
  func gatherSums(_ values: UnsafeMutableBufferPointer<Float>) throws(MPIError) {
    let rank = communicator.rank
    for step in 0..<communicator.size - 1 {
      let received = unsafe UnsafeMutableBufferPointer(rebasing: values[slice(rank - step)])
      try unsafe pass(values[slice(rank + 1 - step)], receiving: received)
    }
  }

  /// The values of a slice; slices are counted around the ring, also backwards.
  private func slice(_ index: Int) -> Range<Int> {
    let size = communicator.size
    let slice = (index % size + size) % size
    return slice * count / size..<(slice + 1) * count / size
  }

  private func pass(
    _ sent: Slice<UnsafeMutableBufferPointer<Float>>,
    receiving received: UnsafeMutableBufferPointer<Float>
  ) throws(MPIError) {
    let (rank, size) = (communicator.rank, communicator.size)
    try unsafe communicator.exchange(
      UnsafeBufferPointer(UnsafeMutableBufferPointer(rebasing: sent)),
      to: (rank + 1) % size,
      receiving: received,
      from: (rank + size - 1) % size,
      tag: OwnTag.ring
    )
  }
}
