// SPDX-License-Identifier: MIT

/// Where workers get the numbers of their steps from: at the first server.
///
/// A worker that asks has ended its last step. Who may start another is told by how many steps each
/// has done (stale synchronous parallel; see `WorkerClocks`); those that have to wait are given their
/// number as soon as the slowest has caught up.
struct StepDesk {
  private let bound: Int?
  private var steps = 0..<0
  /// Steps that each worker has done; those that take no more are not among them.
  private var done: [Int: Int] = [:]
  /// Workers that ask, in the order in which they came.
  private var waiting: [Int] = []

  init(bound: Int?) {
    self.bound = bound
  }

  /// Begins a stretch.
  mutating func begin(_ steps: Range<Int>, workers: some Sequence<Int>) {
    self.steps = steps
    // None has done a step when it asks for its first one.
    done = Dictionary(uniqueKeysWithValues: workers.map { ($0, -1) })
    waiting = []
  }

  /// The number of the next step.
  var next: Int { steps.lowerBound }

  /// A worker wants a step.
  mutating func ask(_ worker: Int) {
    done[worker, default: 0] += 1
    waiting.append(worker)
  }

  /// A worker takes no more steps, or is gone.
  mutating func leave(_ worker: Int) {
    done[worker] = nil
    waiting.removeAll { $0 == worker }
  }

  /// The next worker that need not wait any longer, and its step, if there is one left.
  mutating func grant() -> (worker: Int, step: Int?)? {
    guard let index = waiting.firstIndex(where: mayStart) else { return nil }
    return (waiting.remove(at: index), steps.popFirst())
  }

  private func mayStart(_ worker: Int) -> Bool {
    guard let bound, !steps.isEmpty, let own = done[worker] else { return true }
    return done.values.allSatisfy { own - max(0, $0) <= bound }
  }
}
