// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// How a group of ranks sums floats, chosen once for all of them.
struct AllreduceChoice {
  /// What the plan asks for may turn out to be.
  private enum Method {
    case flat
    case ring
    case shared(NodeMemory)
  }

  private let method: Method
  private let layout: NodeLayout
  private let count: Int
  private let wire: SimulatedWire?
  /// Why it is not what one would expect.
  let notes: [String]

  /// Chooses for sums of up to `count` floats; collective over all ranks, whatever their group.
  /// - Parameters:
  ///   - asked: What the plan asks for.
  ///   - layout: Where the ranks are.
  ///   - room: What all groups of the run take their memory from, at the same time.
  ///   - count: Floats of the longest sum.
  ///   - wire: Between all ranks, where one is simulated; it leaves no memory to share.
  /// - Throws: a `Diagnostic` when what is asked for cannot be had, and what MPI throws.
  init(
    _ asked: SyncPlan.Allreduce,
    _ layout: NodeLayout,
    _ room: SharedRoom,
    count: Int,
    wire: SimulatedWire? = nil
  ) throws {
    (self.layout, self.count, self.wire) = (layout, count, wire)
    if asked == .shared, layout.nodeCount > 1 { throw Diagnostic.severalNodes(layout.nodeCount) }
    let isAsked = asked == .shared || asked == .hierarchical
    guard isAsked || asked == .auto && wire == nil else {
      (method, notes) = (asked == .ring ? .ring : .flat, [])
      return
    }
    let wantsMemory = isAsked || layout.largest > 1
    // Also groups that share nothing say so, since all groups hear one answer.
    let shares = wantsMemory && layout.node.size > 1
    let bytes = shares ? NodeMemory.byteCount(count, on: layout.node) : 0
    let isRoom = try room.isThere(for: bytes)
    guard isRoom || !isAsked else { throw Diagnostic.noRoom(asked, count) }
    if isRoom, wantsMemory {
      method = .shared(try NodeMemory(layout.node, count: count))
    } else {
      method = .flat
    }
    notes = isRoom ? [] : [SharedRoom.shortage(of: "\(count.grouped) shared floats a rank")]
  }

  /// The memory the ranks of a node share, when that is how they sum.
  var memory: NodeMemory? {
    if case .shared(let memory) = method { memory } else { nil }
  }

  /// Sums of any buffer.
  var allreduce: any Allreduce {
    switch method {
    case .flat: MessageAllreduce(flat: layout.group, wire: wire)
    case .ring: MessageAllreduce(ring: layout.group, count: count, wire: wire)
    case .shared(let memory): SharedSum(memory, leaders: layout.leaders)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func severalNodes(_ count: Int) -> Diagnostic {
    Diagnostic(
      .failure,
      "'sync.allreduce' is shared, but the ranks are on \(count) nodes",
      fix: "use allreduce: hierarchical, or auto"
    )
  }

  fileprivate static func noRoom(_ asked: SyncPlan.Allreduce, _ count: Int) -> Diagnostic {
    Diagnostic(
      .failure,
      "'sync.allreduce' is \(asked.rawValue), but "
        + SharedRoom.shortage(of: "\(count.grouped) floats a rank"),
      fix: "make it larger (in a container: --shm-size), or use allreduce: flat"
    )
  }
}
