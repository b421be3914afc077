// SPDX-License-Identifier: MIT

import TrineCore

extension AsyncPlan.Staleness {
  /// The learning rate of a gradient that is so stale; `nil` when it is dropped.
  ///
  /// Scaled, it is `rate / max(1, staleness)` (Zhang and others, "Staleness-aware Async-SGD for
  /// Distributed Deep Learning", 2016, section 3.2).
  func rate(_ rate: Float, staleness: Int) -> Float? {
    if let dropAbove, staleness > dropAbove { return nil }
    return scaleLearningRate ? rate / Float(max(1, staleness)) : rate
  }
}

/// How stale the gradients of a stretch were that came to the first server.
///
/// Servers of other ranges see each gradient as well, at their own pace (Dean and others, "Large Scale
/// Distributed Deep Networks", 2012, section 4.1); one count of each is enough.
struct StalenessCounts: Equatable {
  /// Gradients that were applied, by staleness.
  private(set) var applied = [Int](repeating: 0, count: 64)
  /// Gradients that were too stale.
  private(set) var dropped = 0

  /// Counts a gradient that was applied.
  mutating func add(_ staleness: Int) {
    if staleness >= applied.count {
      applied += [Int](repeating: 0, count: staleness + 1 - applied.count)
    }
    applied[staleness] += 1
  }

  /// Counts a gradient that was not.
  mutating func drop() { dropped += 1 }

  /// How many were applied.
  var count: Int { applied.reduce(0, +) }

  /// Their summed staleness.
  var sum: Int { applied.enumerated().reduce(0) { $0 + $1.offset * $1.element } }

  /// The staleness of the stalest; 0 when there is none.
  var largest: Int { applied.lastIndex { $0 > 0 } ?? 0 }

  /// Those that occurred.
  var histogram: [Int: Int] {
    let pairs = applied.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
