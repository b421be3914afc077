// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// Parameter servers that workers reach by messages: on ranks of their own, or beside workers of
/// several nodes.
///
/// A server beside a worker serves between the layers of the worker's passes, and whenever that waits.
final class MessageService: ParameterService {
  var world: Communicator
  let notes: [String]
  let observer: any PassObserver
  let roles: AsyncRoles
  let link: RankLink
  let clock: PhaseClock
  let pulse: Pulse
  /// This rank's server.
  let server: ShardServer?
  let calls: ServerCalls
  let ranges: [Range<Int>]
  private let bound: Int?
  let stateNames: [String]
  /// The ranks that are still there.
  var survivors: [Int]
  /// A worker's own parameters; after a stretch, those of all servers.
  var parameters: ParameterArena
  var gradients: ParameterArena
  /// The step that came with the last push.
  private var ahead: ServerAnswer?
  /// The updates that the first server counted before the last stretch's end.
  var optimizerSteps = 0

  /// Agrees on who serves what; collective.
  init(_ setting: TrainingSetting, count: Int, notes: [String]) throws {
    let async = setting.plan.async ?? AsyncPlan()
    let ranks = setting.grid.world
    world = ranks
    roles = AsyncRoles(setting.plan)
    ranges = roles.ranges(of: count)
    survivors = Array(0..<ranks.size)
    bound = async.staleness.bound
    (clock, pulse) = (setting.clock, setting.pulse)
    link = try RankLink(setting)
    parameters = ParameterArena(count: count)
    gradients = ParameterArena(count: roles.workers.contains(ranks.rank) ? count : 0)
    calls = ServerCalls(
      link,
      servers: roles.servers,
      ranges: ranges,
      clock: clock,
      wire: setting.wire
    )
    stateNames = Optimizer.stateNames(setting.plan.train.optimizer)
    let own = ranges.count == 1 ? "on a rank of its own" : "on ranks of their own"
    let place = async.placement == .dedicated ? own : "beside workers"
    self.notes = notes + ["\(ranges.count.counted("parameter server")) \(place), by messages"]
    server = ShardServer(setting, roles, count: count, link: link)
    observer = server.map { ServingObserver($0, clock: setting.clock) } ?? setting.clock
  }

  var counts: StalenessCounts {
    isFirstServer ? server?.shard.counts ?? StalenessCounts() : StalenessCounts()
  }

  var byteCount: Int {
    (parameters.count + gradients.count) * MemoryLayout<Float>.stride + (server?.byteCount ?? 0)
  }

  var rank: Int { link.ranks.rank }
  var isFirstServer: Bool { roles.servers[0] == rank }
  var isWorker: Bool { roles.workers.contains(rank) }

  func poll() throws(MPIError) -> Bool { try server?.poll() ?? false }
}

// MARK: - A worker's steps

extension MessageService {
  func begin(_ steps: Range<Int>) {
    ahead = nil
    link.life.begin()
    server?.begin(steps, workers: survivors.filter(roles.workers.contains))
  }

  func next(pulling pulls: Bool) throws -> Int? {
    let pull: ServerRequest.Parts = pulls ? .pull : []
    let answer: ServerAnswer?
    if let ahead {
      answer = ahead
      if pulls { try call(pull, others: pull) }
    } else if bound == nil {
      answer = try call(pull.union(.step), others: pull)
    } else {
      // The others are asked once this step may begin, when they have what it must see.
      answer = try call(pull.union(.step), others: [])
      if answer?.step != nil { try call([], others: pull) }
    }
    ahead = nil
    return answer?.step
  }

  func pass(
    isFirst: Bool,
    _ body: (borrowing ParameterArena, inout ParameterArena, Float) throws -> Double
  ) throws -> Double {
    try body(parameters, &gradients, isFirst ? 0 : 1)
  }

  func push(rate: Float, pulling pulls: Bool, isLast: Bool) throws {
    var parts: ServerRequest.Parts = pulls ? [.push, .pull] : .push
    if bound != nil {
      // This worker's clock must not go on before all servers have its gradient.
      parts.insert(.acknowledge)
      try call(parts, others: parts, rate: rate)
    } else {
      ahead = try call(isLast ? parts : parts.union(.step), others: parts, rate: rate)
    }
  }

  /// Asks the first server for something and the others for something, and waits for all of it.
  /// - Returns: the step, where one was asked for.
  @discardableResult
  private func call(
    _ first: ServerRequest.Parts,
    others: ServerRequest.Parts,
    rate: Float = 0
  ) throws -> ServerAnswer? {
    clock.begin(first.contains(.push) ? .push : .pull)
    for (index, server) in roles.servers.enumerated() {
      let request = ServerRequest(parts: index == 0 ? first : others, rate: rate)
      guard !request.parts.isEmpty else { continue }
      if server == rank {
        try askOwn(request)
      } else {
        try calls.start(request, to: index, gradients: gradients, parameters: parameters)
      }
    }
    let wantsStep = first.contains(.step)
    clock.begin(wantsStep && bound != nil ? .waitForWorkers : .waitForServer)
    try calls.wait(serving: poll)
    guard wantsStep else { return nil }
    guard isFirstServer else { return ServerAnswer(step: calls.step) }
    return try waitForOwn(pulls: first.contains(.pull))
  }

  /// What is asked of this rank's own server takes no message.
  private func askOwn(_ request: ServerRequest) throws(MPIError) {
    guard let server else { return }
    if request.parts.contains(.push) {
      let shard = server.shard
      gradients.read(shard.range) { shard.apply($0, of: rank, rate: request.rate) }
    }
    if request.parts.contains(.step) {
      try server.askForStep()
    } else if request.parts.contains(.pull) {
      pullOwn(server.shard)
    }
  }

  private func waitForOwn(pulls: Bool) throws(MPIError) -> ServerAnswer? {
    guard let server else { return nil }
    var backoff = link.backoff
    while true {
      if let answer = server.takeStep() {
        if pulls, answer.step != nil { pullOwn(server.shard) }
        return answer
      }
      if try poll() { backoff = link.backoff } else { _ = backoff.pause() }
    }
  }

  func pullOwn(_ shard: ServerShard) {
    if isWorker { shard.pull(for: rank) }
    shard.parameters.read(shard.parameters.indices) { values in
      parameters.edit(shard.range) { own in Vector.copy(values, into: &own) }
    }
  }
}
