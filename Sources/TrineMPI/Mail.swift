// SPDX-License-Identifier: MIT

/// The near end of a one-way street of floats to another rank, in which messages keep their order.
///
/// A message is copied, so that the caller's memory is free at once. There are slots for so many of
/// them; the sender waits only when all are taken.
public protocol MailSender: AnyObject {
  /// Sends floats, at most as many as a slot holds.
  func send(_ values: Span<Float>) throws(MPIError)

  /// Waits until all that was sent has left.
  func finish() throws(MPIError)
}

/// The far end of a one-way street of floats from another rank, in which messages keep their order.
///
/// A message stays where it came until it is released, in the order in which messages came; at most
/// as many as there are slots may stay at a time.
public protocol MailReceiver: AnyObject {
  /// Waits for the next message, which has `count` floats.
  func receive(count: Int) throws(MPIError)

  /// Lends one of the messages that are here, of `count` floats.
  func read<Failure: Error>(
    _ place: MailPlace,
    count: Int,
    _ body: (Span<Float>) throws(Failure) -> Void
  ) throws(Failure)

  /// Gives the oldest message's slot back.
  func release()
}

/// Which of the messages that have come and have not been released.
public enum MailPlace: Sendable {
  case oldest
  case newest
}

/// Slots of one length in memory that somebody else keeps, which messages take in turn.
@safe
struct MailSlots {
  private let base: UnsafeMutablePointer<Float>
  private let length: Int
  /// How many messages fit.
  let count: Int

  /// Takes memory of `count` slots of `length` floats.
  @unsafe
  init(_ base: UnsafeMutablePointer<Float>, count: Int, length: Int) {
    precondition(count > 0 && length >= 0, "\(count) slots of \(length) floats")
    unsafe self.base = base
    (self.count, self.length) = (count, length)
  }

  /// The first floats of the slot of a message, counted from 0.
  @unsafe
  func slot(of message: Int, count: Int) -> UnsafeMutableBufferPointer<Float> {
    precondition(count <= length, "\(count) floats do not fit a slot of \(length)")
    let start = unsafe base + message % self.count * CacheLine.padded(length)
    return unsafe UnsafeMutableBufferPointer(start: start, count: count)
  }

  /// Copies a message into its slot.
  func write(_ values: Span<Float>, as message: Int) {
    unsafe values.withUnsafeBufferPointer { values in
      _ = unsafe slot(of: message, count: values.count).update(fromContentsOf: values)
    }
  }
}
