// SPDX-License-Identifier: MIT

extension Communicator {
  /// Seconds to add to this rank's CLOCK_MONOTONIC to get that of `root`; 0 at the root.
  ///
  /// Collective: the root answers the others one after another. Each asks for the time `rounds` times
  /// and believes the quickest answer, which was given in the middle of its round trip, give or take
  /// half of it (Cristian, "Probabilistic clock synchronization", Distributed Computing 3, 1989). On
  /// the same node the offset is about 0. Another clock that counts nanoseconds will do as well.
  public func clockOffset(
    to root: Int = 0,
    rounds: Int = 20,
    clock: () -> Int64 = { MonotonicClock.nanoseconds }
  ) throws(MPIError) -> Double {
    precondition((0..<size).contains(root), "root \(root) is not a rank below \(size)")
    precondition(rounds > 0, "\(rounds) rounds")
    guard rank == root else { return try askTime(of: root, rounds, clock) }
    for other in 0..<size where other != root { try tellTime(to: other, rounds, clock) }
    return 0
  }

  private func tellTime(to rank: Int, _ rounds: Int, _ clock: () -> Int64) throws(MPIError) {
    for _ in 0..<rounds {
      try receiveTime(from: rank)
      try send(time: clock(), to: rank)
    }
  }

  private func askTime(
    of root: Int,
    _ rounds: Int,
    _ clock: () -> Int64
  ) throws(MPIError) -> Double {
    var shortest = Int64.max
    var offset: Int64 = 0
    for _ in 0..<rounds {
      let asked = clock()
      try send(time: asked, to: root)
      let answer = try receiveTime(from: root)
      let trip = clock() - asked
      if trip < shortest { (shortest, offset) = (trip, answer - (asked + trip / 2)) }
    }
    return Double(offset) / 1e9
  }

  private func send(time: Int64, to rank: Int) throws(MPIError) {
    try unsafe sendAny([time].span.bytes, to: rank, tag: OwnTag.clock)
  }

  @discardableResult
  private func receiveTime(from rank: Int) throws(MPIError) -> Int64 {
    var time: [Int64] = [0]
    var span = time.mutableSpan
    var bytes = unsafe span.mutableBytes
    try receiveAny(&bytes, from: rank, tag: OwnTag.clock)
    return time[0]
  }
}
