// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

// The end of a stretch.
extension MessageService {
  func finish() throws {
    if isWorker { try leave() }
    clock.begin(.waitForWorkers)
    if link.life.isWatching {
      try agreeOnSurvivors()
    } else {
      try serveTheRest()
    }
    try world.barrier()
    try shareParameters()
  }

  private func leave() throws {
    try server?.leave()
    let request = ServerRequest(parts: .leave)
    for (index, server) in roles.servers.enumerated() where server != rank {
      try calls.start(request, to: index, gradients: gradients, parameters: parameters)
    }
    clock.begin(.waitForServer)
    try calls.wait(serving: poll)
  }

  /// Serves until no worker takes steps any more.
  private func serveTheRest() throws {
    guard let server else { return }
    var backoff = link.backoff
    var step: Int?
    while !server.active.isEmpty {
      if try server.poll() {
        backoff = link.backoff
      } else if backoff.pause(), isFirstServer {
        try server.lookForLost()
      }
      guard !isWorker, let next = server.nextStep, next != step else { continue }
      step = next
      pulse.reach(step: next, epoch: pulse.reading.epoch)
    }
  }

  /// Brings all servers' parameters to all ranks.
  private func shareParameters() throws(MPIError) {
    clock.begin(.pull)
    if let server { pullOwn(server.shard) }
    for (range, server) in zip(ranges, roles.servers) where !range.isEmpty {
      try parameters.edit(range) { (values: inout MutableSpan<Float>) throws(MPIError) in
        try world.broadcast(&values, from: place(of: server))
      }
    }
    var steps = [Double(server?.shard.optimizer.steps ?? 0)]
    var span = steps.mutableSpan
    try world.broadcast(&span, from: place(of: roles.servers[0]))
    optimizerSteps = Int(steps[0])
  }

  /// A server's number among the ranks that are still there.
  private func place(of server: Int) -> Int {
    guard let place = survivors.firstIndex(of: server) else {
      preconditionFailure("the server on rank \(server) is not among ranks \(survivors)")
    }
    return place
  }
}

// MARK: - Ranks that are gone

extension MessageService {
  /// Has all ranks go by the first server's word on who is there.
  private func agreeOnSurvivors() throws {
    let there: [Int]
    if isFirstServer {
      try serveTheRest()
      there = survivors.filter { !link.life.isLost($0, looksAgain: true) }
      try tell(there)
    } else {
      there = try hear()
      server?.keep(there)
      try serveTheRest()
    }
    if let server = roles.servers.first(where: { !there.contains($0) }) {
      throw Diagnostic.noServer(server)
    }
    guard there.contains(where: roles.workers.contains) else { throw Diagnostic.noWorker }
    guard there != survivors else { return }
    if isFirstServer { server?.warn(ofLost: Set(survivors).subtracting(there).sorted()) }
    link.life.lose(Set(survivors).subtracting(there))
    survivors = there
    Communicator.endWithoutOthers()
    world = try link.ranks.group(of: there)
  }

  private func tell(_ survivors: [Int]) throws(MPIError) {
    var mask = [Float](repeating: 0, count: link.ranks.size)
    for rank in survivors { mask[rank] = 1 }
    for other in survivors where other != rank {
      try link.ranks.send(mask.span, to: other, tag: ServerTag.survivors)
    }
  }

  private func hear() throws -> [Int] {
    let first = roles.servers[0]
    var backoff = link.backoff
    while try link.ranks.probe(from: first, tag: ServerTag.survivors) == nil {
      if try poll() {
        backoff = link.backoff
      } else if backoff.pause(), link.life.isLost(first) {
        throw Diagnostic.noServer(first)
      }
    }
    var mask = [Float](repeating: 0, count: link.ranks.size)
    var span = mask.mutableSpan
    try link.ranks.receive(into: &span, from: first, tag: ServerTag.survivors)
    return mask.indices.filter { mask[$0] == 1 }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static let noWorker = Diagnostic(
    .failure,
    "no worker is left",
    fix: "resume the run from its last checkpoint"
  )
}
