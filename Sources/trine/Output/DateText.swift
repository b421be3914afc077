// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

extension Date {
  /// The day and the minute in a time zone: `2026-11-23 15:31`.
  func minute(in timeZone: TimeZone) -> String {
    let seconds = Int(timeIntervalSince1970.rounded(.down)) + timeZone.secondsFromGMT(for: self)
    let minute = (seconds % 86_400 + 86_400) % 86_400 / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(Day(self, in: timeZone)) \(two(minute / 60)):\(two(minute % 60))"
  }
}
