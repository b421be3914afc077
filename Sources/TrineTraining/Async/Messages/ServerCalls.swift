// SPDX-License-Identifier: MIT

import TrineCore
import TrineKernels
import TrineMPI

/// A worker's side of the messages to the servers of other ranks.
///
/// What will be received is posted before it is asked for, and everything goes on while this rank's
/// own server, if it has one, is at work: ranks that serve each other never wait in a circle.
final class ServerCalls {
  private let link: RankLink
  /// The ranks of the servers.
  private let servers: [Int]
  private let ranges: [Range<Int>]
  private let clock: PhaseClock
  private let wire: SimulatedWire?
  /// Bytes that go to servers and come back since all was done last.
  private var (outgoing, incoming) = (0, 0)
  /// Two sends and two receives for each server.
  private let transfers: TransferSlots
  /// A cache line each for the request to a server and for its answer.
  private var words: ParameterArena

  init(
    _ link: RankLink,
    servers: [Int],
    ranges: [Range<Int>],
    clock: PhaseClock,
    wire: SimulatedWire?
  ) {
    (self.link, self.servers, self.ranges) = (link, servers, ranges)
    (self.clock, self.wire) = (clock, wire)
    transfers = TransferSlots(count: 4 * servers.count)
    words = ParameterArena(count: 2 * CacheLine.floats * servers.count)
  }

  /// The step that the first server gave last.
  var step: Int? {
    words.read(answer(0)) { ServerAnswer($0).step }
  }

  private func request(_ server: Int) -> Range<Int> {
    let start = 2 * CacheLine.floats * server
    return start..<start + ServerRequest.floatCount
  }

  private func answer(_ server: Int) -> Range<Int> {
    let start = (2 * server + 1) * CacheLine.floats
    return start..<start + ServerAnswer.floatCount
  }

  /// Starts a request to a server.
  ///
  /// Until `wait` has returned the gradients must not change and the parameters not be looked at.
  /// - Parameters:
  ///   - asked: What is asked for.
  ///   - server: Which server.
  ///   - gradients: All gradients, of which a server is sent those of its range.
  ///   - parameters: All parameters, of which a server sends those of its range.
  /// - Throws: what MPI throws.
  func start(
    _ asked: ServerRequest,
    to server: Int,
    gradients: borrowing ParameterArena,
    parameters: borrowing ParameterArena
  ) throws(MPIError) {
    let (range, slot) = (ranges[server], 4 * server)
    outgoing += asked.parts.contains(.push) ? range.count * MemoryLayout<Float>.stride : 0
    incoming += asked.parts.contains(.pull) ? range.count * MemoryLayout<Float>.stride : 0
    if asked.isAnswered {
      try unsafe receive(words.slice(answer(server)), server, ServerTag.answer, slot)
    }
    if asked.parts.contains(.pull) {
      try unsafe receive(parameters.slice(range), server, ServerTag.parameters, slot + 1)
    }
    words.edit(request(server)) { asked.write(&$0) }
    try unsafe send(words.slice(request(server)), server, ServerTag.request, slot + 2)
    guard asked.parts.contains(.push) else { return }
    try unsafe send(gradients.slice(range), server, ServerTag.gradient, slot + 3)
    clock.send(bytes: range.count * MemoryLayout<Float>.stride)
  }

  private func receive(
    _ floats: UnsafeMutableBufferPointer<Float>,
    _ server: Int,
    _ tag: Int,
    _ slot: Int
  ) throws(MPIError) {
    let rank = servers[server]
    let transfer = try unsafe link.ranks.startReceive(into: floats, from: rank, tag: tag)
    transfers.put(transfer, at: slot)
  }

  private func send(
    _ floats: UnsafeMutableBufferPointer<Float>,
    _ server: Int,
    _ tag: Int,
    _ slot: Int
  ) throws(MPIError) {
    let floats = UnsafeBufferPointer(floats)
    let transfer = try unsafe link.ranks.startSend(floats, to: servers[server], tag: tag)
    transfers.put(transfer, at: slot)
  }

  /// Waits until all that was started is done, and serves meanwhile.
  ///
  /// Over a simulated wire the way there and the way back take their time, which this rank waits for:
  /// a server has others to serve.
  /// - Parameter serve: Does what there is to do for others, and says whether there was anything.
  /// - Throws: what MPI throws, or a `Diagnostic` when a server is gone.
  func wait(serving serve: () throws(MPIError) -> Bool) throws {
    let arrival = wire.map { wire in
      let there = wire.deadline(bytes: outgoing)
      return incoming > 0 ? wire.deadline(bytes: incoming, from: there) : there
    }
    (outgoing, incoming) = (0, 0)
    var backoff = link.backoff
    while try !transfers.testAll() || MonotonicClock.seconds < arrival ?? 0 {
      if try serve() {
        backoff = link.backoff
      } else if backoff.pause() {
        for rank in servers where link.life.isLost(rank) { throw Diagnostic.noServer(rank) }
        try link.giveSign(to: servers[0])
      }
    }
  }
}

extension ParameterArena {
  /// Where some of the floats lie, for a transfer.
  fileprivate borrowing func slice(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) is not in \(count)")
    return unsafe UnsafeMutableBufferPointer(start: address + range.lowerBound, count: range.count)
  }
}

// MARK: - Messages

extension Diagnostic {
  static func noServer(_ rank: Int) -> Diagnostic {
    Diagnostic(
      .failure,
      "the parameter server on rank \(rank) is gone",
      fix: "only the loss of workers can be borne; resume the run from its last checkpoint"
    )
  }
}
