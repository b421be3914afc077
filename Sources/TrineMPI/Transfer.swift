// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

/// A message or an allreduce under way while this rank does something else.
///
/// MPI uses the caller's memory until `test` has said true or `wait` has returned, so a transfer must
/// not be forgotten: once one is dropped before that, every later start fails and says so. (Dropping
/// does not stop the process by itself, since an error on its way up drops transfers too.) Transfers
/// of up to 2^30 values are one message and allocate nothing; `TransferSlots` holds many. Open MPI
/// moves data only inside calls of MPI: one that is never tested may not move before `wait`.
public struct Transfer: ~Copyable {
  private var piece: TransferPiece
  /// What follows; most transfers have one piece.
  private var rest: [TransferPiece] = []
  private let purpose: TransferPurpose
  /// Whether the memory is the caller's again.
  public private(set) var isDone = false

  init(_ piece: TransferPiece, _ purpose: TransferPurpose) {
    (self.piece, self.purpose) = (piece, purpose)
  }

  deinit {
    if !isDone { trine_mpi_drop() }
  }

  /// Adds the piece that follows.
  mutating func add(_ piece: TransferPiece) { rest.append(piece) }

  /// Whether the transfer is done, without waiting.
  public mutating func test() throws(MPIError) -> Bool {
    while !isDone {
      var done: Int32 = 0
      let (kind, expected) = (purpose.kind.code, expected)
      try finish(unsafe trine_mpi_test(&piece.request, kind, expected, &done), done != 0)
      guard done != 0 else { return false }
    }
    return true
  }

  /// Waits until the transfer is done; a second time returns at once.
  public mutating func wait() throws(MPIError) {
    while !isDone {
      let (kind, expected) = (purpose.kind.code, expected)
      try finish(unsafe trine_mpi_wait(&piece.request, kind, expected), true)
    }
  }

  /// How many values must come in this piece; negative when none are received.
  private var expected: Int64 { purpose.isReceive ? Int64(piece.count) : -1 }

  /// Goes on to the next piece when this one is done; after an error there is none.
  private mutating func finish(_ code: Int32, _ pieceIsDone: Bool) throws(MPIError) {
    isDone = code != 0 || pieceIsDone && rest.isEmpty
    try check(purpose.description, code)
    if pieceIsDone, !isDone { piece = rest.removeFirst() }
  }
}

/// One message of a transfer, or one part of an allreduce.
struct TransferPiece {
  var request: trine_mpi_request
  let count: Int
}

@available(*, unavailable)
extension Transfer: Sendable {}
