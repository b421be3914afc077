// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// The ranks of a node share one copy of the parameters, of which each moves a slice.
///
/// Gradients lie where all ranks of the node can read them. A rank sums its slice of them over all
/// ranks, always in the same order, and moves its slice of the parameters, block by block, so that
/// sums never leave the cache; it needs the optimizer's state of that slice alone (Rajbhandari and
/// others, "ZeRO: Memory Optimizations Toward Training Trillion Parameter Models", 2020, stage 1).
/// With several nodes, one leader of each sums over nodes in between.
///
/// With plain momentum and one node, products add a rank's gradients straight to a velocity of its
/// own, whose sum over ranks is the velocity: a step then reads and writes one array less. At the end
/// of a stretch these are added up, so that a run that goes on from a checkpoint begins with the same.
///
/// The pass over a slice counts as communication, though it moves the parameters, too.
final class SharedUpdate: GradientUpdate {
  let optimizer: Optimizer
  private let memory: NodeMemory
  private let leaders: Leaders?
  private let clock: PhaseClock
  private let slice: Range<Int>
  /// The share of its velocity that a rank's products keep; `nil` where they make gradients.
  private let directMomentum: Float?
  private var parameters: ParameterArena
  private var gradients: ParameterArena
  private var scratch = ParameterArena(count: NodeMemory.blockLength)

  /// - Parameters:
  ///   - plan: How parameters move.
  ///   - memory: Room for the gradients and the parameters, which serves nothing else.
  ///   - leaders: How the nodes' sums are summed; `nil` with one node.
  ///   - clock: What the time is counted with.
  init(_ plan: OptimizerPlan, memory: NodeMemory, leaders: Leaders?, clock: PhaseClock) {
    (self.memory, self.leaders, self.clock) = (memory, leaders, clock)
    slice = memory.slice(of: memory.node.rank, of: memory.count)
    let whole = Optimizer(plan, range: 0..<0)
    directMomentum = leaders == nil ? whole.directMomentum : nil
    optimizer = directMomentum == nil ? Optimizer(plan, range: slice) : whole
    parameters = memory.common()
    gradients = memory.part(of: memory.node.rank)
  }

  var observer: any PassObserver { clock }
  var ownsState: Bool { leaders?.node ?? 0 == 0 }
  var notes: [String] { ["gradients are summed through \(leaders?.words ?? memory.words)"] }

  /// The common copy is counted by the rank that gives the memory for it.
  var byteCount: Int {
    let own = memory.node.rank == 0 ? 2 * memory.count : memory.count
    return own * MemoryLayout<Float>.stride + optimizer.byteCount
  }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    if memory.node.rank == 0 { try body(&parameters) }
    memory.wait()
  }

  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result {
    try body(parameters)
  }

  func pass(
    _ place: PassPlace,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    try body(parameters, &gradients, place.isFirst ? directMomentum ?? 0 : 1)
  }

  func apply(rate: Float) throws {
    clock.begin(.waitForRanks)
    memory.wait()
    clock.begin(.allreduceGradients)
    optimizer.steps += 1
    if let leaders {
      try sumOverNodes(leaders)
      for block in slice.blocks(of: NodeMemory.blockLength) {
        memory.part(of: 0).read(block) { sums in move(block, sums, rate) }
      }
    } else {
      for block in slice.blocks(of: NodeMemory.blockLength) {
        scratch.edit(0..<block.count) { sums in
          memory.sum(block, into: &sums)
          move(block, sums.span, rate)
        }
      }
    }
    clock.send(bytes: memory.node.allreduceBytes(memory.count))
    clock.begin(.waitForRanks)
    memory.wait()
  }

  /// Puts the sums over all ranks of all nodes where the first rank of the node had its gradients.
  private func sumOverNodes(_ leaders: Leaders) throws {
    var sums = memory.part(of: 0)
    for block in slice.blocks(of: NodeMemory.blockLength) {
      scratch.edit(0..<block.count) { scratch in
        memory.sum(block, into: &scratch)
        sums.edit(block) { sums in Vector.copy(scratch.span, into: &sums) }
      }
    }
    memory.wait()
    try leaders.sum(&sums, sums.indices, as: .allreduceGradients, clock: clock)
    memory.wait()
    clock.begin(.allreduceGradients)
  }

  private func move(_ block: Range<Int>, _ sums: Span<Float>, _ rate: Float) {
    parameters.edit(block) { parameters in
      if directMomentum == nil {
        optimizer.update(&parameters, gradient: sums, part: block, rate: rate)
      } else {
        optimizer.move(&parameters, along: sums, rate: rate)
      }
    }
  }
}

// MARK: - Velocities of the ranks' own

extension SharedUpdate {
  /// Puts the sum of all velocities of this rank's slice into its own, and 0 into the others'.
  func settle(rate: Float) throws {
    guard directMomentum != nil else { return }
    for block in slice.blocks(of: NodeMemory.blockLength) {
      scratch.edit(0..<block.count) { sums in
        memory.sum(block, into: &sums)
        for rank in 0..<memory.node.size {
          var part = memory.part(of: rank)
          part.edit(block) { velocity in
            if rank == memory.node.rank {
              Vector.copy(sums.span, into: &velocity)
            } else {
              velocity.update(repeating: 0)
            }
          }
        }
      }
    }
    memory.wait()
  }

  /// The velocity of a slice lies in its rank's own, the other ranks' being 0 there.
  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    guard directMomentum != nil else {
      return try optimizer.editParts(isOwned: ownsState, body)
    }
    var velocity = memory.part(of: memory.node.rank, slice)
    for name in optimizer.stateNames {
      try body(StatePart(name: name, range: slice, isOwned: ownsState), &velocity)
    }
  }
}
