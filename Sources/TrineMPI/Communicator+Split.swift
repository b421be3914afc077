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

  /// Some of the ranks, numbered in the order given, which must be the same on each of them.
  ///
  /// Collective over these ranks alone: the others need not be there any more.
  public func group(of ranks: [Int]) throws(MPIError) -> Communicator {
    precondition(ranks.allSatisfy((0..<size).contains), "\(ranks) are not all ranks below \(size)")
    let members = ranks.map(Int32.init)
    var part = trine_mpi_comm()
    let code = unsafe members.withUnsafeBufferPointer { members in
      unsafe trine_mpi_group(
        handle,
        members.baseAddress,
        Int32(members.count),
        Int32(OwnTag.group),
        &part
      )
    }
    try check("group of \(ranks.count.grouped) of \(size.grouped) ranks", code)
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
