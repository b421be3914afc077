// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

/// A message that waits to be received.
public struct Message: Hashable, Sendable {
  /// The rank that sent it.
  public let source: Int
  /// The tag it was sent with.
  public let tag: Int

  /// Says what to look for.
  public init(source: Int, tag: Int) {
    (self.source, self.tag) = (source, tag)
  }
}

/// Sends wait until the buffer may be changed, which may be as late as the receiver's call; receives
/// wait for the message, which must be as long as the buffer. Tags are 0 to 31,999.
extension Communicator {
  // MARK: - Floats

  /// Sends floats to a rank.
  public func send(_ buffer: Span<Float>, to rank: Int, tag: Int) throws(MPIError) {
    checkPeer(rank, tag)
    try unsafe buffer.withUnsafeBufferPointer { values throws(MPIError) in
      try unsafe send(values.baseAddress, .send(values.count, .floats, to: rank), tag)
    }
  }

  /// Receives as many floats as the buffer holds from a rank.
  public func receive(
    into buffer: inout MutableSpan<Float>,
    from rank: Int,
    tag: Int
  ) throws(MPIError) {
    checkPeer(rank, tag)
    try unsafe buffer.withUnsafeMutableBufferPointer { values throws(MPIError) in
      try unsafe receive(values.baseAddress, .receive(values.count, .floats, from: rank), tag)
    }
  }

  /// Sends floats to one rank while receiving floats from another, or the same; with any tag.
  ///
  /// Ranks may do this in a circle, where sends followed by receives would wait for each other.
  @unsafe
  func exchange(
    _ sent: UnsafeBufferPointer<Float>,
    to receiver: Int,
    receiving received: UnsafeMutableBufferPointer<Float>,
    from sender: Int,
    tag: Int
  ) throws(MPIError) {
    let code = unsafe trine_mpi_send_receive(
      handle,
      sent.baseAddress,
      sent.count,
      Int32(receiver),
      received.baseAddress,
      received.count,
      Int32(sender),
      Int32(tag)
    )
    try check(
      "send of \(sent.count.grouped) floats to rank \(receiver) and receive of "
        + "\(received.count.grouped) from rank \(sender)",
      code
    )
  }

  // MARK: - Bytes

  /// Sends bytes to a rank.
  public func send(bytes: RawSpan, to rank: Int, tag: Int) throws(MPIError) {
    checkPeer(rank, tag)
    try sendAny(bytes, to: rank, tag: tag)
  }

  /// Receives as many bytes as the buffer holds from a rank.
  public func receive(
    bytes: inout MutableRawSpan,
    from rank: Int,
    tag: Int
  ) throws(MPIError) {
    checkPeer(rank, tag)
    try receiveAny(&bytes, from: rank, tag: tag)
  }

  /// What `send(bytes:)` does, also with the tags of this module.
  func sendAny(_ bytes: RawSpan, to rank: Int, tag: Int) throws(MPIError) {
    try unsafe bytes.withUnsafeBytes { bytes throws(MPIError) in
      try unsafe send(bytes.baseAddress, .send(bytes.count, .bytes, to: rank), tag)
    }
  }

  /// What `receive(bytes:)` does, also with the tags of this module.
  func receiveAny(_ bytes: inout MutableRawSpan, from rank: Int, tag: Int) throws(MPIError) {
    try unsafe bytes.withUnsafeMutableBytes { bytes throws(MPIError) in
      try unsafe receive(bytes.baseAddress, .receive(bytes.count, .bytes, from: rank), tag)
    }
  }

  // MARK: - Either

  private func send(
    _ memory: UnsafeRawPointer?,
    _ purpose: TransferPurpose,
    _ tag: Int
  ) throws(MPIError) {
    let code = unsafe trine_mpi_send(
      handle,
      memory,
      purpose.count,
      purpose.kind.code,
      Int32(purpose.peer),
      Int32(tag)
    )
    try check(purpose.description, code)
  }

  private func receive(
    _ memory: UnsafeMutableRawPointer?,
    _ purpose: TransferPurpose,
    _ tag: Int
  ) throws(MPIError) {
    let code = unsafe trine_mpi_receive(
      handle,
      memory,
      purpose.count,
      purpose.kind.code,
      Int32(purpose.peer),
      Int32(tag)
    )
    try check(purpose.description, code)
  }

  // MARK: - Looking

  /// The first message that waits from a rank with a tag, or nil when there is none.
  ///
  /// Returns at once. No rank means any rank, no tag any tag. Receive it with the source and the tag
  /// of the answer.
  public func probe(from rank: Int?, tag: Int?) throws(MPIError) -> Message? {
    checkPeer(rank ?? 0, tag ?? 0)
    let any = TRINE_MPI_ANY
    var found = trine_mpi_message()
    let code = unsafe trine_mpi_probe(handle, Int32(rank ?? any), Int32(tag ?? any), &found)
    try check("probe for a message from \(rank.map { "rank \($0)" } ?? "any rank")", code)
    guard found.found != 0 else { return nil }
    return Message(source: Int(found.source), tag: Int(found.tag))
  }

  /// Refuses a rank or a tag that cannot be.
  func checkPeer(_ rank: Int, _ tag: Int) {
    precondition((0..<size).contains(rank), "rank \(rank) is not below \(size)")
    precondition((0..<OwnTag.first).contains(tag), "tag \(tag) is not in 0..<32,000")
  }
}

extension Kind {
  /// The kind as C has it.
  var code: Int32 {
    switch self {
    case .floats: Int32(TRINE_MPI_FLOATS)
    case .bytes: Int32(TRINE_MPI_BYTES)
    }
  }
}
