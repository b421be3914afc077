// SPDX-License-Identifier: MIT

public import FoundationEssentials

/// How Trine writes a moment: ISO 8601 in UTC with milliseconds, `2026-11-23T06:31:22.000Z`.
public enum Timestamp {
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// The moment in words.
  public static func text(_ date: Date) -> String {
    // The style cuts what a binary fraction lacks to a whole millisecond: 0.123 may be stored as
    // 0.12299999. Rounded first, what was read is written again as it was.
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    return Date(timeIntervalSince1970: (milliseconds + 0.25) / 1000).formatted(style)
  }

  /// Reads what `text(_:)` wrote; `nil` for anything else.
  public static func date(_ text: String) -> Date? {
    try? Date(text, strategy: style)
  }
}
