// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// Moments and durations in words.
enum TimeText {
  /// `2026-11-23 15:31:22 +09:00`.
  static func moment(_ date: Date, in timeZone: TimeZone) -> String {
    let offset = timeZone.secondsFromGMT(for: date)
    let seconds = Int((date.timeIntervalSince1970 + Double(offset)).rounded(.down))
    let ofDay = ((seconds % 86_400) + 86_400) % 86_400
    let clock = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map(twoDigits).joined(separator: ":")
    let sign = offset < 0 ? "-" : "+"
    let zone = [abs(offset) / 3600, abs(offset) / 60 % 60].map(twoDigits).joined(separator: ":")
    return "\(Day(date, in: timeZone)) \(clock) \(sign)\(zone)"
  }

  /// `12.3 s`, `4 min 05 s` or `2 h 03 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds >= 59.95 else { return "\(max(0, seconds).fixed(1)) s" }
    let whole = Int(seconds.rounded())
    guard whole >= 3600 else { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
    return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
  }

  /// Ranks × wall hours of runs that have ended; runs that have not count for nothing.
  static func computeHours(_ runs: [Run]) -> Double {
    runs.reduce(0) { sum, run in
      sum + Double(run.ranks) * max(0, run.duration ?? 0) / 3600
    }
  }

  /// `0.0214`, `0.42` or `13.5`.
  static func hours(_ hours: Double) -> String {
    switch hours {
    case 10...: hours.fixed(1)
    case 0.1...: hours.fixed(2)
    case 0.00005...: hours.fixed(4)
    default: "0"
    }
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
