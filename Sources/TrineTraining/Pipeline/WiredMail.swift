// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

// Mail over a simulated wire: each message says when it would have arrived, and whoever receives it
// waits until then. So a stage that has enough to do meanwhile does not notice the wire.

/// The near end.
final class WiredSender: MailSender {
  private let base: any MailSender
  private let post: WiredPost
  private var letter: ParameterArena

  init(_ base: any MailSender, _ post: WiredPost, length: Int) {
    (self.base, self.post) = (base, post)
    letter = ParameterArena(count: length + WiredPost.stampLength)
  }

  func send(_ values: Span<Float>) throws(MPIError) {
    let bytes = values.count * MemoryLayout<Float>.stride
    let stamp = post.stamp(post.wire.deadline(bytes: bytes))
    letter.edit(0..<values.count) { Vector.copy(values, into: &$0) }
    letter.edit(values.count..<values.count + WiredPost.stampLength) { end in
      (end[0], end[1]) = stamp
    }
    try letter.read(0..<values.count + WiredPost.stampLength) {
      (all: Span<Float>) throws(MPIError) in try base.send(all)
    }
  }

  func finish() throws(MPIError) { try base.finish() }
}

/// The far end.
final class WiredReceiver: MailReceiver {
  private let base: any MailReceiver
  private let post: WiredPost

  init(_ base: any MailReceiver, _ post: WiredPost) {
    (self.base, self.post) = (base, post)
  }

  func receive(count: Int) throws(MPIError) {
    try base.receive(count: count + WiredPost.stampLength)
    base.read(.newest, count: count + WiredPost.stampLength) { all in
      post.wire.wait(until: post.deadline((all[count], all[count + 1])))
    }
  }

  func read<Failure: Error>(
    _ place: MailPlace,
    count: Int,
    _ body: (Span<Float>) throws(Failure) -> Void
  ) throws(Failure) {
    try base.read(place, count: count + WiredPost.stampLength) {
      (all: Span<Float>) throws(Failure) in try body(all.extracting(first: count))
    }
  }

  func release() { base.release() }
}

/// Moments as they travel behind the values of a message, on the clock of the group's first rank.
struct WiredPost {
  let wire: SimulatedWire
  /// Seconds to add to this rank's clock to get that of the first rank.
  let offset: Double

  /// Floats that a moment takes: their bits, which no arithmetic touches.
  static let stampLength = 2

  /// The bits of a moment on this rank's clock.
  func stamp(_ deadline: Double) -> (Float, Float) {
    let bits = (deadline + offset).bitPattern
    return (
      Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 32)),
      Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    )
  }

  /// The moment on this rank's clock.
  func deadline(_ stamp: (Float, Float)) -> Double {
    let bits = UInt64(stamp.0.bitPattern) << 32 | UInt64(stamp.1.bitPattern)
    return Double(bitPattern: bits) - offset
  }
}
