// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// Sums through memory that the ranks of a node share, and over nodes between one leader each.
///
/// Every rank puts its values where all can read them, sums one slice of them over all ranks of the
/// node, always in the same order, and takes the sums of the others from where they put theirs.
final class SharedSum: Allreduce {
  private let memory: NodeMemory
  private let leaders: Leaders?
  private var own: ParameterArena
  private var common: ParameterArena

  /// - Parameters:
  ///   - memory: Room for the values, which serves nothing else.
  ///   - leaders: How the nodes' sums are summed; `nil` with one node.
  init(_ memory: NodeMemory, leaders: Leaders? = nil) {
    (self.memory, self.leaders) = (memory, leaders)
    own = memory.part(of: memory.node.rank)
    common = memory.common()
  }

  var words: String { leaders?.words ?? memory.words }

  func sum(
    _ values: inout MutableSpan<Float>,
    as activity: Activity,
    clock: PhaseClock
  ) throws(MPIError) {
    let all = 0..<values.count
    clock.begin(activity)
    own.edit(all) { own in Vector.copy(values.span, into: &own) }
    clock.begin(.waitForRanks)
    memory.wait()
    clock.begin(activity)
    memory.sum(memory.slice(of: memory.node.rank, of: values.count), into: &common)
    clock.begin(.waitForRanks)
    memory.wait()
    if let leaders {
      try leaders.sum(&common, all, as: activity, clock: clock)
      memory.wait()
    }
    clock.begin(activity)
    // Nobody writes there before all have come to the next sum's first barrier.
    common.read(all) { sums in Vector.copy(sums, into: &values) }
    clock.send(bytes: memory.node.allreduceBytes(values.count))
  }
}

/// One rank of each node, which stands for it.
struct Leaders {
  /// The leaders, on a leader; `nil` on the other ranks.
  let communicator: Communicator?
  /// How many nodes there are.
  let nodeCount: Int
  /// Which of them this is.
  let node: Int

  /// What a run says of it.
  var words: String {
    "shared memory within each of \(nodeCount) nodes and MPI's own allreduce between them"
  }

  /// Sums what the nodes have in their common memory.
  func sum(
    _ values: inout ParameterArena,
    _ range: Range<Int>,
    as activity: Activity,
    clock: PhaseClock
  ) throws(MPIError) {
    guard let communicator else { return clock.begin(.waitForRanks) }
    clock.begin(activity)
    try values.edit(range) { (values: inout MutableSpan<Float>) throws(MPIError) in
      try communicator.allreduce(&values)
    }
    clock.send(bytes: communicator.allreduceBytes(range.count))
    clock.begin(.waitForRanks)
  }
}
