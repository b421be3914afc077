// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

extension Communicator {
  /// The ranks that gave the same color, numbered by key and, where keys are equal, by rank.
  ///
  /// Collective. The color is 0 or more.
  public func split(color: Int, key: Int) throws(MPIError) -> Communicator {
    precondition(color >= 0, "color \(color) is negative")
    var part = trine_mpi_comm()
    let code = unsafe trine_mpi_split(handle, Int32(color), Int32(key), &part)
    try check("split of \(size.grouped) ranks by color \(color)", code)
    return try Communicator(part)
  }

  /// The ranks that can share memory with this one, in the order of ranks.
  ///
  /// Collective.
  public func splitByNode() throws(MPIError) -> Communicator {
    var node = trine_mpi_comm()
    let code = unsafe trine_mpi_split_by_node(handle, Int32(rank), &node)
    try check("split of \(size.grouped) ranks by node", code)
    return try Communicator(node)
  }
}
