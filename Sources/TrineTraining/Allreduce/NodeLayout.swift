// SPDX-License-Identifier: MIT

import TrineMPI

/// On which nodes the ranks of a group are.
struct NodeLayout {
  /// All ranks of the group.
  let group: Communicator
  /// Those of this node.
  let node: Communicator
  /// How many nodes there are.
  let nodeCount: Int
  /// Which of them this is.
  let nodeIndex: Int
  /// The most ranks of a node.
  let largest: Int
  /// The first rank of each node, on one of those; others have each other there.
  private let peers: Communicator

  /// Finds out; collective over the group.
  init(_ group: Communicator) throws(MPIError) {
    self.group = group
    node = try group.splitByNode()
    peers = try group.split(color: node.rank == 0 ? 0 : 1, key: group.rank)
    var facts = [Double](repeating: 0, count: 3)
    if node.rank == 0 { facts = [Double(peers.size), Double(peers.rank), Double(node.size)] }
    var span = facts.mutableSpan
    try node.broadcast(&span, from: 0)
    (nodeCount, nodeIndex) = (Int(facts[0]), Int(facts[1]))
    var largest = [facts[2]]
    var all = largest.mutableSpan
    try group.allreduceMaximum(&all)
    self.largest = Int(largest[0])
  }

  /// How the nodes' leaders sum; `nil` with one node.
  var leaders: Leaders? {
    guard nodeCount > 1 else { return nil }
    return Leaders(
      communicator: node.rank == 0 ? peers : nil,
      nodeCount: nodeCount,
      node: nodeIndex
    )
  }
}
