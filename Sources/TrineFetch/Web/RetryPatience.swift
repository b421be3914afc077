// SPDX-License-Identifier: MIT

/// How often a question is asked, and how long is waited in between: twice as long each time.
struct RetryPatience: Sendable {
  /// Questions in all.
  var attempts = 3
  /// Seconds after the first.
  var first = 1.0
  /// The most seconds that are waited because a service asks for it.
  var longest = 30.0

  /// How long to wait after a question that came to nothing.
  /// - Parameters:
  ///   - attempt: which question it was, from 1.
  ///   - asked: seconds the service wants to be left alone for.
  /// - Returns: seconds, or `nil` to give up.
  func delay(after attempt: Int, asked: Double?) -> Double? {
    guard attempt < attempts, asked ?? 0 <= longest else { return nil }
    let usual = (1..<attempt).reduce(first) { delay, _ in 2 * delay }
    return max(asked ?? 0, usual)
  }
}
