// SPDX-License-Identifier: MIT

import CTrineMPI
import Glibc

/// The room there is for memory that ranks of a node share: 64 MB in many containers.
///
/// The kernel promises more shared memory than there is and ends the process that touches what is
/// missing. Several groups of ranks may be on a node, each of which would find the whole room free.
/// So all ranks of a run ask for what all of them want, before any takes it, and hear the same.
public struct SharedRoom {
  private let world: Communicator
  private let node: Communicator

  /// What a rank may need beside: its window's last page and what the library notes of it, barriers
  /// and counters, and the library's own buffers, which grow as messages are sent.
  private static let spare = 1 << 20

  /// The room of all nodes.
  /// - Parameters:
  ///   - world: All ranks of the run.
  ///   - node: Those of this node.
  public init(world: Communicator, node: Communicator) {
    (self.world, self.node) = (world, node)
  }

  /// Whether every node has room for what its ranks want to share.
  ///
  /// Collective over all ranks of the run, with what this rank gives: 0 bytes where it wants none. A
  /// rank that is alone on its node needs no room, as its memory is its own.
  public func isThere(for byteCount: Int) throws(MPIError) -> Bool {
    precondition(byteCount >= 0, "a segment of \(byteCount) bytes")
    var wanted = [Double(byteCount)]
    var span = wanted.mutableSpan
    try node.allreduce(&span)
    let isShared = node.size > 1 && wanted[0] > 0
    let bytes = isShared ? wanted[0] + Double(node.size * Self.spare) : 0
    return try !Self.isMissing(bytes, among: world)
  }

  /// Whether a rank of some group finds too little room on its node; the same for all of the group.
  ///
  /// Collective over the group, with the bytes that a rank's node is to give.
  static func isMissing(
    _ byteCount: Double,
    among group: Communicator
  ) throws(MPIError) -> Bool {
    var folder = statvfs()
    let isKnown = unsafe statvfs("/dev/shm", &folder) == 0
    let room = Double(folder.f_bavail) * Double(folder.f_frsize)
    var lacks = [isKnown && byteCount > room ? 1.0 : 0]
    var span = lacks.mutableSpan
    try group.allreduceMaximum(&span)
    return lacks != [0]
  }

  /// What a run says where there is none.
  public static func shortage(of what: String) -> String {
    "/dev/shm has too little room for \(what)"
  }
}

@available(*, unavailable)
extension SharedRoom: Sendable {}
