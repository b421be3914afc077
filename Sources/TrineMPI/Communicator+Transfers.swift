// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

/// Messages and allreduces that go on while the caller does something else.
///
/// The memory stays the caller's duty until the transfer is done: it stays where it is, is not
/// written while it is sent, and neither read nor written while it is received or reduced.
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
    return try start(.allreduce(buffer.count)) { part, request in
      let first = unsafe buffer.baseAddress.map { unsafe $0 + part.lowerBound }
      return unsafe trine_mpi_start_allreduce_sum_f32(handle, first, part.count, &request)
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
    return try start(purpose) { part, request in
      unsafe trine_mpi_start_send(
        handle,
        memory.map { unsafe $0 + part.lowerBound * purpose.kind.stride },
        part.count,
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
    return try start(purpose) { part, request in
      unsafe trine_mpi_start_receive(
        handle,
        memory.map { unsafe $0 + part.lowerBound * purpose.kind.stride },
        part.count,
        purpose.kind.code,
        Int32(purpose.peer),
        Int32(tag),
        &request
      )
    }
  }

  /// Starts all pieces; more than one message carries is several, whose order MPI keeps.
  private func start(
    _ purpose: TransferPurpose,
    _ call: (_ part: Range<Int>, inout trine_mpi_request) -> Int32
  ) throws(MPIError) -> Transfer {
    let limit = Int(trine_mpi_piece_limit())
    func piece(from start: Int) throws(MPIError) -> TransferPiece {
      let part = start..<min(start + limit, purpose.count)
      var request = trine_mpi_request()
      try check(purpose.description, call(part, &request))
      return TransferPiece(request: request, count: part.count)
    }
    var transfer = Transfer(try piece(from: 0), purpose)
    for start in stride(from: limit, to: purpose.count, by: limit) {
      transfer.add(try piece(from: start))
    }
    return transfer
  }
}
