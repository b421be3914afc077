// SPDX-License-Identifier: MIT

import Glibc
import TrineKernels
import TrineMPI

/// The messages between the chief of a run with backup workers, rank 0, and each other rank.
///
/// A gradient goes one way and parameters come back, each as a few numbers and then floats.
struct BackupMail {
  /// All ranks that compute gradients.
  let group: Communicator

  private static let numbers = 1
  private static let floats = 2
  private static let numberBytes = 2 * MemoryLayout<Double>.stride

  /// What is said of a gradient.
  struct Note {
    /// The batch it was computed for, in the epoch.
    var batch: Int
    /// The summed loss of its rows.
    var loss = 0.0
  }

  /// Bytes of a message with so many floats.
  static func byteCount(floats: Int) -> Int { numberBytes + floats * MemoryLayout<Float>.stride }

  /// The rank whose gradient, or parameters, wait to be received; `nil` when there is none.
  func probe() throws(MPIError) -> Int? {
    try group.probe(from: nil, tag: Self.numbers)?.source
  }

  /// Waits until there is something to receive, lending the core out meanwhile.
  func wait() throws(MPIError) {
    while try probe() == nil { sched_yield() }
  }

  /// Sends floats to a rank that receives, or will before it sends anything itself.
  func send(_ arena: borrowing ParameterArena, _ note: Note, to rank: Int) throws(MPIError) {
    let numbers: InlineArray<2, Double> = [Double(note.batch), note.loss]
    try unsafe group.send(bytes: numbers.span.bytes, to: rank, tag: Self.numbers)
    try arena.read(arena.indices) { (values: Span<Float>) throws(MPIError) in
      try group.send(values, to: rank, tag: Self.floats)
    }
  }

  /// Receives floats from a rank.
  func receive(into arena: inout ParameterArena, from rank: Int) throws(MPIError) -> Note {
    var numbers = InlineArray<2, Double>(repeating: 0)
    var span = numbers.mutableSpan
    var bytes = unsafe span.mutableBytes
    try group.receive(bytes: &bytes, from: rank, tag: Self.numbers)
    try arena.edit(arena.indices) { (values: inout MutableSpan<Float>) throws(MPIError) in
      try group.receive(into: &values, from: rank, tag: Self.floats)
    }
    return Note(batch: Int(numbers[0]), loss: numbers[1])
  }
}
