// SPDX-License-Identifier: MIT

import TrineMPI

/// What the ranks of a node agree on about one server: in which order they visit its parameters, and
/// how often these have changed.
///
/// A rank visits the parameters section by section, right behind the rank that came before it and
/// never past it. Each section so sees all visits in one order: they come out as if each had been
/// made alone, as behind a ticket lock (Mellor-Crummey and Scott, "Algorithms for Scalable
/// Synchronization on Shared-Memory Multiprocessors", ACM TOCS 9(1), 1991), while several are under
/// way.
struct SharedShard {
  /// The parameters it answers for.
  let range: Range<Int>
  /// How many gradients have been applied; belongs to whoever visits the first section.
  let version: SharedCounter
  private let visits: SharedCounter
  /// How far visits are, that of visit v in place v modulo their number.
  ///
  /// Earlier visits leave smaller numbers there. No more visits than ranks are under way, so one
  /// place more is enough.
  private let progress: [SharedCounter]
  private let sections: Int
  private let spins: Int

  /// Floats of a section: long enough that looking after the others costs nothing.
  static let sectionLength = 8 * NodeMemory.blockLength

  /// How many counters one takes.
  static func counters(ranks: Int) -> Int { 3 + ranks }

  /// Makes one of counters that are 0 and serve nothing else.
  init(_ range: Range<Int>, counters: SharedCounters, from first: Int, ranks: Int) {
    self.range = range
    version = counters[first]
    visits = counters[first + 1]
    progress = (0...ranks).map { counters[first + 2 + $0] }
    sections = max(1, (range.count + Self.sectionLength - 1) / Self.sectionLength)
    spins = Backoff.spins(ranks: ranks)
  }

  /// Visits all sections in order.
  /// - Parameters:
  ///   - waiting: Told when the visit begins to wait, and when it goes on.
  ///   - body: Works on a section; the first one, which may be empty, is that with index 0.
  func visit(
    waiting: (Bool) -> Void,
    _ body: (_ index: Int, _ section: Range<Int>) -> Void
  ) {
    let visit = visits.add(1)
    for index in 0..<sections {
      wait(for: visit - 1, toPass: index, waiting)
      let start = range.lowerBound + index * Self.sectionLength
      body(index, start..<min(start + Self.sectionLength, range.upperBound))
      progress[visit % progress.count].store(mark(visit, sections: index + 1))
    }
  }

  private func wait(for visit: Int, toPass section: Int, _ waiting: (Bool) -> Void) {
    guard visit >= 0 else { return }
    let counter = progress[visit % progress.count]
    let wanted = mark(visit, sections: section + 1)
    guard counter.load() < wanted else { return }
    waiting(true)
    var backoff = Backoff(spins: spins)
    while counter.load() < wanted { _ = backoff.pause() }
    waiting(false)
  }

  /// Grows with every section and with every visit.
  private func mark(_ visit: Int, sections done: Int) -> Int { visit * (sections + 1) + done }
}
