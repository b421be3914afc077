// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

/// A message or an allreduce under way while this rank does something else.
///
/// MPI uses the caller's memory until `test` has said true or `wait` has returned, so a transfer must
/// not be forgotten: once one is dropped before that, every later start fails and says so. (Dropping
/// does not stop the process by itself, since an error on its way up drops transfers too.) Transfers
/// allocate nothing; `TransferSlots` holds many. Open MPI moves data only inside calls of MPI: one
/// that is never tested may not move before `wait`.
public struct Transfer: ~Copyable {
  private var request: trine_mpi_request
  private let purpose: TransferPurpose
  /// Whether the memory is the caller's again.
  public private(set) var isDone = false

  init(_ request: trine_mpi_request, _ purpose: TransferPurpose) {
    self.request = request
    self.purpose = purpose
  }

  deinit {
    if !isDone { trine_mpi_drop() }
  }

  /// Whether the transfer is done, without waiting.
  public mutating func test() throws(MPIError) -> Bool {
    guard !isDone else { return true }
    var done: Int32 = 0
    let code = unsafe trine_mpi_test(&request, purpose.kind.code, purpose.expectedCount, &done)
    isDone = done != 0 || code != 0
    try check(purpose.description, code)
    return isDone
  }

  /// Waits until the transfer is done; a second time returns at once.
  public mutating func wait() throws(MPIError) {
    guard !isDone else { return }
    let code = unsafe trine_mpi_wait(&request, purpose.kind.code, purpose.expectedCount)
    isDone = true
    try check(purpose.description, code)
  }
}

@available(*, unavailable)
extension Transfer: Sendable {}
