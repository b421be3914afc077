// SPDX-License-Identifier: MIT

public import FoundationEssentials

/// How Trine writes a moment: ISO 8601 in UTC with milliseconds, `2026-11-23T06:31:22.000Z`.
public enum Timestamp {
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// The moment in words, to the nearest millisecond.
  ///
  /// The style cuts off what is below a millisecond, which would take one from the many moments
  /// whose nearest `Double` lies just below them.
  public static func text(_ date: Date) -> String {
    date.addingTimeInterval(0.0005).formatted(style)
  }

  /// Reads what `text(_:)` wrote; `nil` for anything else.
  public static func date(_ text: String) -> Date? {
    try? Date(text, strategy: style)
  }
}
