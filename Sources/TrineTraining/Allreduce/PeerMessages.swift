// SPDX-License-Identifier: MIT

import TrineMPI

/// Bytes that each rank of a group sends to every other one, in the background.
///
/// Each pair of ranks has a message in each direction; who sends how much to whom both know.
final class PeerMessages {
  private let communicator: Communicator
  private let wire: SimulatedWire?
  private let slots: TransferSlots
  private let tag: Int
  /// When all has come over the wire, where there is one.
  private var deadline = 0.0

  /// Messages with a tag that no others of the group have.
  init(_ communicator: Communicator, tag: Int, wire: SimulatedWire?) {
    (self.communicator, self.tag, self.wire) = (communicator, tag, wire)
    slots = TransferSlots(count: 2 * communicator.size)
  }

  /// Starts a message to and one from each other rank; those before have been waited for.
  ///
  /// The memory stays in place and is left alone until `wait` or `areDone` has said so.
  /// - Parameters:
  ///   - sent: What a rank gets.
  ///   - received: Where what comes from a rank goes.
  /// - Returns: How many bytes are sent.
  /// - Throws: What MPI throws.
  @unsafe
  func start(
    sending sent: (Int) -> UnsafeMutableRawBufferPointer,
    receiving received: (Int) -> UnsafeMutableRawBufferPointer
  ) throws(MPIError) -> Int {
    let size = communicator.size
    var bytes = 0
    // Each begins with its right neighbour, so that not all send to the first rank at once.
    for distance in 1..<max(1, size) {
      let source = (communicator.rank + size - distance) % size
      let incoming = try unsafe communicator.startReceive(
        bytes: received(source),
        from: source,
        tag: tag
      )
      slots.put(incoming, at: 2 * source)
    }
    for distance in 1..<max(1, size) {
      let target = (communicator.rank + distance) % size
      let outgoing = unsafe UnsafeRawBufferPointer(sent(target))
      try unsafe slots.put(
        communicator.startSend(bytes: outgoing, to: target, tag: tag),
        at: 2 * target + 1
      )
      bytes += outgoing.count
    }
    if size > 1, let wire { deadline = wire.deadline(bytes: bytes, messages: size - 1) }
    return bytes
  }

  /// Whether all messages are done, also on the wire; lets MPI move data.
  func areDone() throws(MPIError) -> Bool {
    guard try slots.testAll() else { return false }
    return wire == nil || MonotonicClock.seconds >= deadline
  }

  /// Waits until all messages are done.
  func wait() throws(MPIError) {
    try slots.waitAll()
    wire?.wait(until: deadline)
  }
}
