// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Parameter servers in memory that all workers share: a worker that pushes applies its gradient
/// itself, and takes the new parameters along in the same pass over memory.
final class SharedService: ParameterService {
  let world: Communicator
  private(set) var counts = StalenessCounts()
  private let policy: AsyncPlan.Staleness
  private let clock: PhaseClock
  private let shards: [SharedShard]
  private let clocks: WorkerClocks
  /// The number of the next step of any worker.
  private let number: SharedCounter
  private let barrier: SharedBarrier
  private let optimizer: Optimizer
  /// The servers' parameters.
  private var parameters: ParameterArena
  /// This worker's copy.
  private var own: ParameterArena
  private var gradients: ParameterArena
  /// Updates that were made before this run, or its part since it was resumed.
  private var stepsBefore = 0
  /// The versions this worker's parameters have, by server.
  private var pulled: [Int]
  private var steps = 0..<0
  private var started = 0

  /// - Parameters:
  ///   - setting: Whose ranks are all on one node, where there is room.
  ///   - count: How many parameters there are.
  /// - Throws: what MPI throws.
  init(_ setting: TrainingSetting, count: Int) throws(MPIError) {
    let (plan, node) = (setting.plan, setting.node)
    world = setting.grid.world
    clock = setting.clock
    policy = plan.async?.staleness ?? AsyncPlan.Staleness()
    let states = Optimizer.stateNames(plan.train.optimizer).count
    let memory = try ServerMemory(node, count: count, states: states)
    optimizer = Optimizer(plan.train.optimizer, range: 0..<count) { state, _ in
      memory.state(state)
    }
    parameters = memory.parameters
    own = ParameterArena(count: count)
    gradients = ParameterArena(count: count)

    let ranges = AsyncRoles(plan).ranges(of: count)
    let each = SharedShard.counters(ranks: node.size)
    let first = 1 + node.size
    let counters = try SharedCounters(count: first + ranges.count * each, node: node)
    number = counters[0]
    clocks = WorkerClocks((0..<node.size).map { counters[1 + $0] }, own: node.rank)
    shards = ranges.enumerated().map { index, range in
      SharedShard(range, counters: counters, from: first + index * each, ranks: node.size)
    }
    pulled = [Int](repeating: 0, count: shards.count)
    barrier = try SharedBarrier(node: node)
  }

  var observer: any PassObserver { clock }
  var notes: [String] {
    let servers = shards.count.counted("parameter server")
    return ["\(servers) in memory that \(world.size.counted("worker")) of a node share"]
  }

  /// What is shared is counted by the rank that gives the memory for it.
  var byteCount: Int {
    let own = (own.count + gradients.count) * MemoryLayout<Float>.stride
    guard world.rank == 0 else { return own }
    return own + parameters.count * MemoryLayout<Float>.stride + optimizer.byteCount
  }
}

// MARK: - A stretch

extension SharedService {
  func begin(_ steps: Range<Int>) {
    (self.steps, started, counts) = (steps, 0, StalenessCounts())
    if world.rank == 0 { number.store(steps.lowerBound) }
    clocks.reset()
    clock.begin(.waitForWorkers)
    barrier.wait()
    visitAll(rate: nil, pulls: true)
  }

  func next(pulling pulls: Bool) -> Int? {
    clocks.advance(to: started)
    if let bound = policy.bound, !clocks.mayStart(within: bound) {
      clock.begin(.waitForWorkers)
      clocks.wait(within: bound)
    }
    let next = number.add(1)
    guard next < steps.upperBound else { return nil }
    if pulls { visitAll(rate: nil, pulls: true) }
    started += 1
    return next
  }

  func pass(
    isFirst: Bool,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    // A push leaves zeros, to which gradients are added: writing over old ones takes a pass over
    // memory more.
    try body(own, &gradients, 1)
  }

  func push(rate: Float, pulling pulls: Bool, isLast: Bool) {
    visitAll(rate: rate, pulls: pulls)
  }

  func finish() {
    clocks.leave()
    clock.begin(.waitForWorkers)
    barrier.wait()
  }

  /// Visits all servers, each worker another one first, so that they get out of each other's way.
  private func visitAll(rate: Float?, pulls: Bool) {
    let activity = rate == nil ? Activity.pull : .push
    clock.begin(activity)
    for index in shards.indices {
      visit((index + world.rank) % shards.count, rate: rate, pulls: pulls, as: activity)
    }
    let directions = (rate == nil ? 0 : 1) + (pulls ? 1 : 0)
    clock.send(bytes: directions * own.count * MemoryLayout<Float>.stride)
  }

  private func visit(_ server: Int, rate: Float?, pulls: Bool, as activity: Activity) {
    var rate = rate
    let pushes = rate != nil
    shards[server].visit { waits in
      clock.begin(waits ? .waitForServer : activity)
    } _: { index, section in
      if index == 0 { rate = arrive(at: server, rate: rate, pulls: pulls) }
      for block in section.blocks(of: NodeMemory.blockLength) {
        work(block, rate, pushes: pushes, pulls: pulls)
      }
    }
  }

  /// Settles, where visits are one after the other, what this one does and which version it leaves.
  /// - Returns: the learning rate; `nil` when no gradient is applied.
  private func arrive(at server: Int, rate: Float?, pulls: Bool) -> Float? {
    let version = shards[server].version.load()
    defer { if pulls { pulled[server] = shards[server].version.load() } }
    guard let rate else { return nil }
    let staleness = version - pulled[server]
    guard let rate = policy.rate(rate, staleness: staleness) else {
      if server == 0 { counts.drop() }
      return nil
    }
    if server == 0 { counts.add(staleness) }
    optimizer.steps = stepsBefore + version + 1
    shards[server].version.store(version + 1)
    return rate
  }

  /// Moves a block of parameters and takes it along, while it is in the processor's first cache.
  private func work(_ block: Range<Int>, _ rate: Float?, pushes: Bool, pulls: Bool) {
    parameters.edit(block) { parameters in
      gradients.edit(block) { gradient in
        own.edit(block) { own in
          if pulls, let rate {
            optimizer.update(
              &parameters,
              clearing: &gradient,
              copyingTo: &own,
              part: block,
              rate: rate
            )
            return
          }
          if let rate {
            optimizer.update(&parameters, gradient: gradient.span, part: block, rate: rate)
          }
          if pushes { gradient.update(repeating: 0) }
          if pulls { Vector.copy(parameters.span, into: &own) }
        }
      }
    }
  }
}

// MARK: - Between stretches

extension SharedService {
  var ownsParameters: Bool { world.rank == 0 }

  var optimizerState: OptimizerState {
    get {
      OptimizerState(steps: stepsBefore + shards[0].version.load(), names: optimizer.stateNames)
    }
    set { stepsBefore = newValue.steps - shards[0].version.load() }
  }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    if world.rank == 0 { try body(&parameters) }
    barrier.wait()
  }

  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result {
    try body(parameters)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    guard world.rank == 0 else { return }
    try optimizer.editParts(isOwned: true, body)
  }
}
