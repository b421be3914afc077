// SPDX-License-Identifier: MIT

import CTrineMPI

/// A call of MPI that failed.
public struct MPIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, such as `allreduce of 669,706 floats`.
  public let operation: String
  /// The library's code.
  public let code: Int32
  /// The library's words for the code.
  public let text: String

  /// `allreduce of 669,706 floats failed: MPI_ERR_COMM: invalid communicator`.
  public var description: String { "\(operation) failed: \(text)" }
}

/// Turns a status code into an error; the one place that does.
func check(_ operation: @autoclosure () -> String, _ code: Int32) throws(MPIError) {
  guard code != 0 else { return }
  throw MPIError(operation: operation(), code: code, text: errorText(code))
}

private func errorText(_ code: Int32) -> String {
  unsafe text(capacity: 512) { buffer, capacity in
    unsafe trine_mpi_error_text(code, buffer, capacity)
  }
}

/// What a C function writes into a buffer.
func text(
  capacity: Int,
  _ write: (UnsafeMutablePointer<CChar>?, Int) -> Void
) -> String {
  var text = [CChar](repeating: 0, count: capacity)
  unsafe text.withUnsafeMutableBufferPointer { buffer in
    unsafe write(buffer.baseAddress, buffer.count)
  }
  return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
