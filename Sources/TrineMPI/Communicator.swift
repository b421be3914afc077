// SPDX-License-Identifier: MIT

import CTrineMPI

/// A group of ranks and its operations.
///
/// Operations are collective unless they name another rank: all ranks of the group call them, in the
/// same order. MPI is started for calls of the main thread, so a communicator stays there: it is not
/// `Sendable`. A communicator lives as long as the process, so make a few at the start.
public struct Communicator {
  let handle: trine_mpi_comm
  /// This process's index in the group, from 0.
  public let rank: Int
  /// The number of ranks in the group: the world size for `world()`.
  public let size: Int

  /// All ranks of the job.
  ///
  /// The first call starts MPI, which then lives as long as the process.
  public static func world() throws(MPIError) -> Communicator {
    try check("starting MPI", trine_mpi_start())
    return try Communicator(trine_mpi_world())
  }

  init(_ handle: trine_mpi_comm) throws(MPIError) {
    var rank: Int32 = 0
    var size: Int32 = 0
    try check("asking for the rank", unsafe trine_mpi_rank(handle, &rank))
    try check("asking for the world size", unsafe trine_mpi_size(handle, &size))
    self.handle = handle
    self.rank = Int(rank)
    self.size = Int(size)
  }

  /// Ends this process and every other rank of the job with an exit code.
  ///
  /// Without MPI running it ends this process alone.
  public static func abort(exitCode: Int32) {
    trine_mpi_abort(exitCode)
  }

  /// The MPI library's name and version, such as `Open MPI v4.1.4`; needs no started MPI.
  public static var library: String {
    let words = unsafe text(capacity: 8192) { buffer, capacity in
      unsafe trine_mpi_library_version(buffer, capacity)
    }
    return words.split(whereSeparator: { $0 == "," || $0.isNewline }).first.map(String.init)
      ?? "MPI"
  }

  /// Ends this process, when it comes to that, without the others.
  ///
  /// For when a rank has been lost: Open MPI's MPI_Finalize may wait for it for ever.
  public static func endWithoutOthers() {
    trine_mpi_never_finalize()
  }

  /// Has the kernel end this process when the thread that started it ends, however it ends.
  public static func dieWithParent() {
    trine_mpi_die_with_parent()
  }
}

@available(*, unavailable)
extension Communicator: Sendable {}
