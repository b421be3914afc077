// SPDX-License-Identifier: MIT

import CTrineMPI
import Glibc

/// Reading the memory of another process of the same node.
///
/// MPI moves large messages within a node by one copy where the kernel lets processes read each other
/// (`process_vm_readv`), and by two through a small shared buffer where it does not, as in many
/// containers.
public enum CrossMemory {
  /// Where a word of a process lies, and what it is.
  private struct Word {
    var process: Int64
    var address: UInt64
    var value: UInt64
  }

  /// Whether every rank of a node may read its neighbour's memory; all get the same answer.
  ///
  /// Collective over the node. True where a rank is alone.
  public static func isAllowed(on node: Communicator) throws(MPIError) -> Bool {
    guard node.size > 1 else { return true }
    let secret = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    defer { unsafe secret.deallocate() }
    unsafe secret.initialize(to: .random(in: 1...UInt64.max))
    let neighbour = try unsafe word(of: (node.rank + 1) % node.size, own: secret, node)
    var failed = [canRead(neighbour) ? 0.0 : 1]
    var span = failed.mutableSpan
    // Also keeps the secrets alive until everybody has read.
    try node.allreduceMaximum(&span)
    return failed == [0]
  }

  private static func word(
    of rank: Int,
    own: UnsafeMutablePointer<UInt64>,
    _ node: Communicator
  ) throws(MPIError) -> Word {
    let word = [UInt64(getpid()), UInt64(UInt(bitPattern: own)), unsafe own.pointee]
    var words = [UInt64](repeating: 0, count: 3 * node.size)
    var span = words.mutableSpan
    var bytes = unsafe span.mutableBytes
    try unsafe node.allgather(bytes: word.span.bytes, into: &bytes)
    let place = 3 * rank
    return Word(
      process: Int64(words[place]),
      address: words[place + 1],
      value: words[place + 2]
    )
  }

  private static func canRead(_ word: Word) -> Bool {
    var found: UInt64 = 0
    let isRead = unsafe trine_mpi_read_process(
      Int32(word.process),
      word.address,
      &found,
      MemoryLayout<UInt64>.size
    )
    return isRead != 0 && found == word.value
  }
}
