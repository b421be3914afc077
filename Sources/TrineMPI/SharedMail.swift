// SPDX-License-Identifier: MIT

/// Mail through memory that the ranks of one node share: one copy, and no call of MPI.
///
/// Every rank has some boxes, into each of which one other rank may send. The sender counts what is
/// there and the receiver what it has released, so that neither overtakes the other (Lamport,
/// "Proving the Correctness of Multiprocess Programs", IEEE TSE 3(2), 1977, on queues of one writer
/// and one reader).
@safe
public struct SharedMail {
  private let node: Communicator
  private let boxes: Int
  private let slots: Int
  private let length: Int
  private let window: SharedWindow
  private let counters: SharedCounters

  /// Makes boxes of slots of `length` floats, for which there is room; collective over the node, with
  /// equal numbers.
  public init(node: Communicator, boxes: Int, slots: Int, length: Int) throws(MPIError) {
    (self.node, self.boxes, self.slots, self.length) = (node, boxes, slots, length)
    let bytes = Self.byteCount(boxes: boxes, slots: slots, length: length)
    window = try SharedWindow(byteCount: bytes, node: node)
    counters = try SharedCounters(count: 2 * boxes * node.size, node: node)
  }

  /// What each rank gives for its boxes.
  public static func byteCount(boxes: Int, slots: Int, length: Int) -> Int {
    boxes * slots * CacheLine.padded(length) * MemoryLayout<Float>.stride
  }

  /// The end from which mail goes into a box of a rank of the node.
  public func sender(to rank: Int, box: Int) -> SharedSender {
    SharedSender(slots(of: rank, box), signals(of: rank, box), keeping: window)
  }

  /// The end at which mail comes out of a box of this rank.
  public func receiver(box: Int) -> SharedReceiver {
    SharedReceiver(slots(of: node.rank, box), signals(of: node.rank, box), keeping: window)
  }

  private func slots(of rank: Int, _ box: Int) -> MailSlots {
    precondition((0..<boxes).contains(box), "box \(box) is not below \(boxes)")
    guard let base = unsafe window.segment(of: rank).baseAddress else {
      preconditionFailure("rank \(rank) of the node shares a segment without an address")
    }
    let start = box * slots * CacheLine.padded(length)
    let floats = unsafe base.assumingMemoryBound(to: Float.self) + start
    return unsafe MailSlots(floats, count: slots, length: length)
  }

  private func signals(of rank: Int, _ box: Int) -> MailSignals {
    let first = 2 * (rank * boxes + box)
    return MailSignals(
      sent: SharedSignal(counters[first], node: node),
      released: SharedSignal(counters[first + 1], node: node)
    )
  }
}

/// How many messages of a box were sent and how many released.
struct MailSignals {
  let sent: SharedSignal
  let released: SharedSignal
}

/// Sends mail to a rank of the same node.
public final class SharedSender: MailSender {
  private let slots: MailSlots
  private let signals: MailSignals
  private let window: SharedWindow
  private var sent = 0

  init(_ slots: MailSlots, _ signals: MailSignals, keeping window: SharedWindow) {
    (self.slots, self.signals, self.window) = (slots, signals, window)
  }

  /// Sends floats, at most as many as a slot holds.
  public func send(_ values: Span<Float>) {
    signals.released.wait(for: sent + 1 - slots.count)
    slots.write(values, as: sent)
    sent += 1
    signals.sent.raise(to: sent)
  }

  /// Returns at once: what was sent is there.
  public func finish() {}
}

/// Receives mail from a rank of the same node.
public final class SharedReceiver: MailReceiver {
  private let slots: MailSlots
  private let signals: MailSignals
  private let window: SharedWindow
  private var received = 0
  private var released = 0

  init(_ slots: MailSlots, _ signals: MailSignals, keeping window: SharedWindow) {
    (self.slots, self.signals, self.window) = (slots, signals, window)
  }

  /// Waits for the next message, which has `count` floats.
  public func receive(count: Int) {
    precondition(received - released < slots.count, "all slots are taken")
    received += 1
    signals.sent.wait(for: received)
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
    signals.released.raise(to: released)
  }
}
