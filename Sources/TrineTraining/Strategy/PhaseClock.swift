// SPDX-License-Identifier: MIT

/// What a rank spends its time on while it trains.
struct PhaseClock {
  enum Phase {
    case data, compute, communicate
  }

  private(set) var data = 0.0
  private(set) var compute = 0.0
  private(set) var communicate = 0.0
  private var mark = ContinuousClock.now

  /// Counts the time since the last end, or since the clock was made, for a phase.
  mutating func end(_ phase: Phase) {
    let now = ContinuousClock.now
    let seconds = (now - mark) / .seconds(1)
    mark = now
    switch phase {
    case .data: data += seconds
    case .compute: compute += seconds
    case .communicate: communicate += seconds
    }
  }

  /// All of it, in seconds.
  var total: Double { data + compute + communicate }

  /// By metric name.
  var values: [String: Double] {
    ["time/data": data, "time/compute": compute, "time/communicate": communicate]
  }
}
