// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// A wire between all ranks that exists in time alone: what is sent takes at least as long as there.
///
/// A message of N bytes takes the latency and N / bandwidth. What a rank sends shares the bandwidth,
/// one message after the other; latencies overlap, except those of messages that wait for each other.
/// A rank that only waits for a message it receives asks for the same time as the one that sends it.
///
/// Waiting is all it does: what is under way costs nothing as long as the rank computes meanwhile.
final class SimulatedWire {
  private let latency: Double
  private let bandwidth: Double
  private let pulse: Pulse
  /// When the last byte handed to the wire so far has left this rank.
  private var busyUntil = 0.0

  init(_ plan: WirePlan, pulse: Pulse) {
    (latency, bandwidth, self.pulse) = (plan.latency, plan.bandwidth, pulse)
  }

  /// When what is handed to the wire has arrived.
  /// - Parameters:
  ///   - bytes: How much, in all messages together.
  ///   - messages: How many messages of it wait for each other.
  ///   - start: When it is handed over; `nil` for now.
  /// - Returns: Seconds of this machine's clock.
  func deadline(bytes: Int, messages: Int = 1, from start: Double? = nil) -> Double {
    let start = start ?? MonotonicClock.seconds
    busyUntil = max(start, busyUntil) + Double(bytes) / bandwidth
    return busyUntil + Double(messages) * latency
  }

  /// When the sum of some floats over some ranks has arrived on all of them.
  ///
  /// The best there is takes 2(n - 1) messages of 1/n of the floats one after the other (Patarasuk
  /// and Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", 2009).
  func allreduceDeadline(count: Int, ranks: Int, from start: Double? = nil) -> Double {
    let messages = 2 * (ranks - 1)
    let bytes = messages * count * MemoryLayout<Float>.stride / ranks
    return deadline(bytes: bytes, messages: messages, from: start)
  }

  /// When the same sum, taken in the order of a tree, has arrived: as many bytes in 2 log n messages
  /// one after the other (see `TreeAllreduce`).
  func treeDeadline(count: Int, ranks: Int) -> Double {
    deadline(
      bytes: 2 * (ranks - 1) * count * MemoryLayout<Float>.stride / ranks,
      messages: 2 * ranks.trailingZeroBitCount
    )
  }

  /// Waits as long as a message of so many bytes takes from now on.
  func delay(bytes: Int) {
    wait(until: deadline(bytes: bytes))
  }

  /// Waits for a moment on this machine's clock.
  func wait(until deadline: Double) {
    pulse.wait(until: deadline)
  }
}

// MARK: - Words

extension WirePlan {
  /// What a run says of it: `the wire is simulated: 50 us, 1 GB/s`.
  var note: String {
    let latency = Self.text(latency, [("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)])
    let rates = [("GB/s", 1e9), ("MB/s", 1e6), ("kB/s", 1e3), ("B/s", 1)]
    return "the wire is simulated: \(latency), \(Self.text(bandwidth, rates))"
  }

  /// A number in the largest unit of which it has one, or in the last.
  private static func text(_ value: Double, _ units: [(name: String, size: Double)]) -> String {
    let unit = units.first { value >= $0.size * 0.9999 } ?? units[units.count - 1]
    let number = value / unit.size
    let isWhole = abs(number - number.rounded()) < 1e-3
    return "\(number.fixed(isWhole ? 0 : 2)) \(unit.name)"
  }
}
