// SPDX-License-Identifier: MIT

import Synchronization

/// A whole number that the ranks of one node share and change one after another.
///
/// It has two cache lines of its own, since processors fetch lines in pairs. What a rank wrote before
/// a `store` or a change is seen by whoever then reads the new value with `load` or a change.
@safe public struct SharedCounter {
  private let cell: UnsafeMutablePointer<Atomic<Int>>

  fileprivate init(_ cell: UnsafeMutablePointer<Atomic<Int>>) {
    unsafe self.cell = cell
  }

  /// The value now; sees what was written before it was stored.
  public func load() -> Int {
    unsafe cell.pointee.load(ordering: .acquiring)
  }

  /// Replaces the value, after everything written before.
  public func store(_ value: Int) {
    unsafe cell.pointee.store(value, ordering: .releasing)
  }

  /// Adds to the value and returns the old one; wraps around at the end of the numbers.
  @discardableResult
  public func add(_ value: Int) -> Int {
    unsafe cell.pointee.wrappingAdd(value, ordering: .acquiringAndReleasing).oldValue
  }
}

@available(*, unavailable)
extension SharedCounter: Sendable {}

/// Counters that the ranks of one node share, all 0 at the start.
///
/// Like a `SharedWindow` they live as long as the process.
@safe public struct SharedCounters {
  private static let stride = 128
  private let memory: UnsafeMutableRawPointer
  /// The number of counters.
  public let count: Int

  /// Makes counters; collective over the node, with the same count on every rank.
  public init(count: Int, node: Communicator) throws(MPIError) {
    precondition(count > 0, "\(count) counters")
    let bytes = node.rank == 0 ? count * Self.stride : 0
    let window = try SharedWindow(byteCount: bytes, node: node)
    let segment = unsafe window.segment(of: 0)
    guard let start = segment.baseAddress else {
      preconditionFailure("rank 0 of the node shares \(segment.count) bytes without an address")
    }
    unsafe memory = start
    self.count = count
  }

  /// One of the counters.
  public subscript(index: Int) -> SharedCounter {
    precondition((0..<count).contains(index), "counter \(index) is not below \(count)")
    // Zeroed memory is an atomic 0: its representation is the number's bits.
    let cell = unsafe memory.advanced(by: index * Self.stride)
      .assumingMemoryBound(to: Atomic<Int>.self)
    return unsafe SharedCounter(cell)
  }
}

@available(*, unavailable)
extension SharedCounters: Sendable {}
