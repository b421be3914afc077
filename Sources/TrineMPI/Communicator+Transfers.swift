// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

/// Messages and allreduces that go on while the caller does something else.
///
/// The memory stays the caller's duty until the transfer is done: it stays where it is, is not
/// written while it is sent, and neither read nor written while it is received or reduced. A
/// transfer is one message of at most 2^30 values.
extension Communicator {
  // MARK: - Floats

  /// Starts sending floats to a rank.
  @unsafe
  public func startSend(
    _ buffer: UnsafeBufferPointer<Float>,
    to rank: Int,
    tag: Int
  ) throws(MPIError) -> Transfer {
    try unsafe startSend(buffer.baseAddress, .send(buffer.count, .floats, to: rank), tag)
  }

  /// Starts receiving as many floats as the buffer holds from a rank.
  @unsafe
  public func startReceive(
    into buffer: UnsafeMutableBufferPointer<Float>,
    from rank: Int,
    tag: Int
  ) throws(MPIError) -> Transfer {
    try unsafe startReceive(buffer.baseAddress, .receive(buffer.count, .floats, from: rank), tag)
  }

  /// Starts replacing each float by its sum over all ranks; collective.
  @unsafe
  public func startAllreduce(
    _ buffer: UnsafeMutableBufferPointer<Float>
  ) throws(MPIError) -> Transfer {
    let handle = handle
    return try start(.allreduce(buffer.count)) { request in
      unsafe trine_mpi_start_allreduce_sum_f32(
        handle,
        buffer.baseAddress,
        buffer.count,
        &request
      )
    }
  }

  // MARK: - Bytes

  /// Starts sending bytes to a rank.
  @unsafe
  public func startSend(
    bytes: UnsafeRawBufferPointer,
    to rank: Int,
    tag: Int
  ) throws(MPIError) -> Transfer {
    try unsafe startSend(bytes.baseAddress, .send(bytes.count, .bytes, to: rank), tag)
  }

  /// Starts receiving as many bytes as the buffer holds from a rank.
  @unsafe
  public func startReceive(
    bytes: UnsafeMutableRawBufferPointer,
    from rank: Int,
    tag: Int
  ) throws(MPIError) -> Transfer {
    try unsafe startReceive(bytes.baseAddress, .receive(bytes.count, .bytes, from: rank), tag)
  }

  // MARK: - Either

  private func startSend(
    _ memory: UnsafeRawPointer?,
    _ purpose: TransferPurpose,
    _ tag: Int
  ) throws(MPIError) -> Transfer {
    checkPeer(purpose.peer, tag)
    return try start(purpose) { request in
      unsafe trine_mpi_start_send(
        handle,
        memory,
        purpose.count,
        purpose.kind.code,
        Int32(purpose.peer),
        Int32(tag),
        &request
      )
    }
  }

  private func startReceive(
    _ memory: UnsafeMutableRawPointer?,
    _ purpose: TransferPurpose,
    _ tag: Int
  ) throws(MPIError) -> Transfer {
    checkPeer(purpose.peer, tag)
    return try start(purpose) { request in
      unsafe trine_mpi_start_receive(
        handle,
        memory,
        purpose.count,
        purpose.kind.code,
        Int32(purpose.peer),
        Int32(tag),
        &request
      )
    }
  }

  private func start(
    _ purpose: TransferPurpose,
    _ call: (inout trine_mpi_request) -> Int32
  ) throws(MPIError) -> Transfer {
    purpose.checkCount()
    var request = trine_mpi_request()
    try check(purpose.description, call(&request))
    return Transfer(request, purpose)
  }
}
