// SPDX-License-Identifier: MIT

import TrineCore

extension PlanYAML {
  /// The section `wire`.
  static func entries(_ wire: WirePlan) -> [YAMLWriter.Entry] {
    [
      ("latency", .quantity(wire.latency, .duration)),
      ("bandwidth", .quantity(wire.bandwidth, .rate)),
    ]
  }

  /// The section `faults`.
  static func entries(_ faults: FaultsPlan) -> [YAMLWriter.Entry] {
    [
      ("delay", faults.delay.map { .section(entries($0)) }),
      (
        "kill",
        faults.kill.map { .section([("rank", .whole($0.rank)), ("step", .whole($0.step))]) }
      ),
    ]
  }

  private static func entries(_ delay: FaultsPlan.Delay) -> [YAMLWriter.Entry] {
    [
      ("rank", .whole(delay.rank)),
      ("milliseconds", .number(delay.milliseconds)),
      ("distribution", .word(delay.distribution.rawValue)),
      ("every", delay.distribution == .periodic ? .whole(delay.every) : nil),
    ]
  }
}
