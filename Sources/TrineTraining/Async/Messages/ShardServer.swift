// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// A rank's server: does what workers ask for in messages, one request after the other.
///
/// A worker has posted what it receives before it asks, so that an answer never waits for it to look.
final class ShardServer {
  let shard: ServerShard
  /// Where steps get their numbers; the first server's alone.
  private var desk: StepDesk?
  private let rank: Int
  /// The ranks of all servers.
  private let servers: [Int]
  private let link: RankLink
  private let clock: PhaseClock
  private let warn: (String) -> Void
  private let strike: (_ step: Int, _ gradient: Int) -> Void
  private let pushEvery: Int
  /// The number of this stretch's first step.
  private var first = 0
  /// Gradients that have come in this stretch, and before it.
  private var (gradients, earlier) = (0, 0)
  private let workers: Int
  private var lastRound = 0
  /// Workers that still take steps of this stretch.
  private(set) var active: Set<Int> = []
  /// Workers that are gone and were told of.
  private var told: Set<Int> = []
  /// Those that want the parameters along with a step.
  private var pulling: Set<Int> = []
  /// The step that the worker of this rank was given; `nil` while it waits.
  private var own: ServerAnswer?
  private var gradient: ParameterArena
  private var request = ParameterArena(count: ServerRequest.floatCount)
  private var answer = ParameterArena(count: ServerAnswer.floatCount)

  /// - Parameters:
  ///   - shard: The parameters it answers for.
  ///   - desk: Where steps get their numbers, if here.
  ///   - link: The way to the workers.
  ///   - clock: What the time is counted with.
  ///   - roles: Who takes steps and who serves.
  ///   - pushEvery: Of how many steps a gradient is.
  ///   - strike: Told of each gradient, from 1, before it is applied, and of the step that it is the
  ///     first of, where all steps are pushed in their order.
  ///   - warn: Tells a person something.
  init(
    _ shard: ServerShard,
    desk: StepDesk?,
    link: RankLink,
    clock: PhaseClock,
    roles: AsyncRoles,
    pushEvery: Int,
    strike: @escaping (_ step: Int, _ gradient: Int) -> Void,
    warn: @escaping (String) -> Void
  ) {
    (self.shard, self.desk, self.link, self.clock) = (shard, desk, link, clock)
    (rank, self.pushEvery) = (link.ranks.rank, pushEvery)
    (workers, servers) = (roles.workers.count, roles.servers)
    (self.strike, self.warn) = (strike, warn)
    gradient = ParameterArena(count: shard.range.count)
  }

  /// Bytes of parameters, optimizer state and the gradient that is being received.
  var byteCount: Int { shard.byteCount + gradient.count * MemoryLayout<Float>.stride }

  /// The number of the next step, where that is known.
  var nextStep: Int? { desk?.next }

  /// The step, from 1, that workers are at who are equally fast, by the gradients that have come.
  private var round: Int { (first + gradients * pushEvery) / workers + 1 }

  /// Begins a stretch of some workers.
  func begin(_ steps: Range<Int>, workers: some Sequence<Int>) {
    shard.begin()
    active = Set(workers)
    desk?.begin(steps, workers: active)
    (pulling, own, lastRound) = ([], nil, 0)
    (first, gradients, earlier) = (steps.lowerBound, 0, earlier + gradients)
  }
}

// MARK: - Messages

extension ShardServer {
  /// Does what the next message asks for, if there is one.
  /// - Returns: whether there was.
  func poll() throws(MPIError) -> Bool {
    let ranks = link.ranks
    guard let message = try ranks.probe(from: nil, tag: ServerTag.request) else { return false }
    let worker = message.source
    link.life.expect(worker)
    try request.edit(request.indices) { (floats: inout MutableSpan<Float>) throws(MPIError) in
      try ranks.receive(into: &floats, from: worker, tag: ServerTag.request)
    }
    let asked = request.read(request.indices) { ServerRequest($0) }
    // A sign of life is no progress, or a run whose workers all wait for ever would go on for ever.
    guard !asked.parts.isEmpty else { return true }
    try clock.pausing { () throws(MPIError) in try serve(worker, asked) }
    return true
  }

  private func serve(_ worker: Int, _ asked: ServerRequest) throws(MPIError) {
    beginServing()
    if asked.parts.contains(.push) {
      guard try receiveGradient(of: worker) else { return try lose(worker) }
      gradients += 1
      strike(first + (gradients - 1) * pushEvery + 1, earlier + gradients)
      gradient.read(gradient.indices) { shard.apply($0, of: worker, rate: asked.rate) }
    }
    let pulls = asked.parts.contains(.pull)
    if asked.parts.contains(.step) {
      if pulls { pulling.insert(worker) }
      desk?.ask(worker)
    } else if asked.isAnswered {
      try answer(worker, ServerAnswer(), pulls: pulls)
    }
    if asked.parts.contains(.leave) { leave(worker) }
    try grant()
  }

  /// A rank that computes as well has steps of its own.
  private func beginServing() {
    guard rank >= workers, round != lastRound else { return clock.begin(.serve) }
    lastRound = round
    clock.begin(step: round, with: .serve)
  }

  /// - Returns: whether it is there; otherwise the worker is gone.
  private func receiveGradient(of worker: Int) throws(MPIError) -> Bool {
    let mark = DeliveryMark(&gradient, isNeeded: link.life.isWatching)
    let buffer = unsafe UnsafeMutableBufferPointer(start: gradient.address, count: gradient.count)
    let transfer = try unsafe link.ranks.startReceive(
      into: buffer,
      from: worker,
      tag: ServerTag.gradient
    )
    guard try link.wait(for: transfer, with: worker) else { return false }
    guard !mark.isThere(gradient) else {
      link.life.lose([worker])
      return false
    }
    return true
  }

  /// Sends an answer and perhaps the parameters, which stay as they are meanwhile.
  ///
  /// Those that come without a step are for nothing: what is still pushed was computed from others.
  private func answer(
    _ worker: Int,
    _ words: ServerAnswer,
    pulls: Bool,
    isNoted: Bool = true
  ) throws(MPIError) {
    answer.edit(answer.indices) { words.write(&$0) }
    try answer.read(answer.indices) { (floats: Span<Float>) throws(MPIError) in
      try link.ranks.send(floats, to: worker, tag: ServerTag.answer)
    }
    guard pulls else { return }
    if isNoted { shard.pull(for: worker) }
    let count = shard.parameters.count
    let buffer = unsafe UnsafeBufferPointer(start: shard.parameters.address, count: count)
    let transfer = try unsafe link.ranks.startSend(buffer, to: worker, tag: ServerTag.parameters)
    clock.send(bytes: count * MemoryLayout<Float>.stride)
    if try !link.wait(for: transfer, with: worker) { try lose(worker) }
  }

  /// Gives out steps to those that need not wait for others any longer.
  private func grant() throws(MPIError) {
    while let (worker, step) = desk?.grant() {
      if worker == rank {
        own = ServerAnswer(step: step)
      } else {
        let pulls = pulling.remove(worker) != nil
        try answer(worker, ServerAnswer(step: step), pulls: pulls, isNoted: step != nil)
      }
    }
  }
}

// MARK: - Who is there

extension ShardServer {
  /// Takes workers that are gone from the list; those that have left owe nothing.
  /// - Throws: what MPI throws, or a `Diagnostic` when another server is gone, too: the workers ended
  ///   since it had.
  func lookForLost() throws {
    for worker in active.sorted() where link.life.isMissing(worker) {
      if let server = lostServer { throw Diagnostic.noServer(server) }
      try lose(worker)
    }
  }

  private var lostServer: Int? { servers.first { link.life.isLost($0, looksAgain: true) } }

  /// Goes by the first server's word on who is there.
  func keep(_ survivors: [Int]) {
    for worker in active.subtracting(survivors) { leave(worker) }
  }

  private func lose(_ worker: Int) throws(MPIError) {
    guard active.contains(worker) else { return }
    leave(worker)
    if desk != nil, lostServer == nil { warn(ofLost: [worker]) }
    try grant()
  }

  /// Tells of workers that are gone, of each once: also of those that had nothing left to do.
  func warn(ofLost lost: [Int]) {
    for worker in lost where told.insert(worker).inserted {
      warn("rank \(worker) is gone; the other workers go on without it")
    }
  }

  /// Notes that a worker takes no more steps.
  private func leave(_ worker: Int) {
    active.remove(worker)
    desk?.leave(worker)
  }
}

// MARK: - The worker of the same rank

extension ShardServer {
  /// Asks for a step; `takeStep` tells what comes of it.
  func askForStep() throws(MPIError) {
    desk?.ask(rank)
    try grant()
  }

  /// What the worker of this rank has been given; `nil` while it has to wait.
  func takeStep() -> ServerAnswer? {
    defer { own = nil }
    return own
  }

  /// Notes that it takes no more steps.
  func leave() throws(MPIError) {
    leave(rank)
    try grant()
  }
}
