// SPDX-License-Identifier: MIT

/// Sends mail as messages of MPI, to a rank wherever it is.
@safe
public final class MessageSender: MailSender {
  private let communicator: Communicator
  private let rank: Int
  private let tag: Int
  private let memory: UnsafeMutablePointer<Float>
  private let slots: MailSlots
  private let transfers: TransferSlots
  private var sent = 0

  /// Makes slots of `length` floats for what is on its way to a rank.
  public init(_ communicator: Communicator, to rank: Int, tag: Int, slots: Int, length: Int) {
    (self.communicator, self.rank, self.tag) = (communicator, rank, tag)
    unsafe memory = .allocate(capacity: slots * CacheLine.padded(length))
    self.slots = unsafe MailSlots(memory, count: slots, length: length)
    transfers = TransferSlots(count: slots)
  }

  deinit {
    unsafe memory.deallocate()
  }

  /// Sends floats, at most as many as a slot holds.
  public func send(_ values: Span<Float>) throws(MPIError) {
    try transfers.wait(sent % slots.count)
    slots.write(values, as: sent)
    let slot = unsafe UnsafeBufferPointer(slots.slot(of: sent, count: values.count))
    let transfer = try unsafe communicator.startSend(slot, to: rank, tag: tag)
    transfers.put(transfer, at: sent % slots.count)
    sent += 1
  }

  /// Waits until all that was sent has left.
  public func finish() throws(MPIError) {
    try transfers.waitAll()
  }
}

/// Receives mail as messages of MPI.
@safe
public final class MessageReceiver: MailReceiver {
  private let communicator: Communicator
  private let rank: Int
  private let tag: Int
  private let memory: UnsafeMutablePointer<Float>
  private let slots: MailSlots
  private var received = 0
  private var released = 0

  /// Makes slots of `length` floats for what has come from a rank.
  public init(_ communicator: Communicator, from rank: Int, tag: Int, slots: Int, length: Int) {
    (self.communicator, self.rank, self.tag) = (communicator, rank, tag)
    unsafe memory = .allocate(capacity: slots * CacheLine.padded(length))
    self.slots = unsafe MailSlots(memory, count: slots, length: length)
  }

  deinit {
    unsafe memory.deallocate()
  }

  /// Waits for the next message, which has `count` floats.
  public func receive(count: Int) throws(MPIError) {
    precondition(received - released < slots.count, "all slots are taken")
    var span = unsafe slots.slot(of: received, count: count).mutableSpan
    try communicator.receive(into: &span, from: rank, tag: tag)
    received += 1
  }

  /// Lends one of the messages that are here, of `count` floats.
  public func read<Failure: Error>(
    _ place: MailPlace,
    count: Int,
    _ body: (Span<Float>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(released < received, "no message is here")
    let message = place == .oldest ? released : received - 1
    try unsafe body(slots.slot(of: message, count: count).span)
  }

  /// Gives the oldest message's slot back.
  public func release() {
    precondition(released < received, "no message is here")
    released += 1
  }
}
