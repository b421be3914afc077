// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

extension Communicator {
  /// Collects equally many doubles of every rank on every rank, in the order of ranks.
  ///
  /// `all` holds `size` times `buffer.count` values.
  public func allgather(
    _ buffer: Span<Double>,
    into all: inout MutableSpan<Double>
  ) throws(MPIError) {
    precondition(all.count == size * buffer.count, "all is not \(size) times \(buffer.count)")
    let handle = handle
    let code = unsafe buffer.withUnsafeBytes { own in
      unsafe all.withUnsafeMutableBytes { all in
        unsafe trine_mpi_allgather(handle, own.baseAddress, own.count, all.baseAddress)
      }
    }
    try check("allgather of \(buffer.count.grouped) doubles", code)
  }

  /// Collects equally many bytes of every rank on every rank, in the order of ranks.
  ///
  /// `all` holds `size` times `bytes.byteCount` bytes, as many as memory has room for.
  public func allgather(bytes: RawSpan, into all: inout MutableRawSpan) throws(MPIError) {
    precondition(
      all.byteCount == size * bytes.byteCount,
      "all is not \(size) times \(bytes.byteCount)"
    )
    let handle = handle
    let code = unsafe bytes.withUnsafeBytes { own in
      unsafe all.withUnsafeMutableBytes { all in
        unsafe trine_mpi_allgather(handle, own.baseAddress, own.count, all.baseAddress)
      }
    }
    try check("allgather of \(bytes.byteCount.grouped) bytes", code)
  }
}
