// SPDX-License-Identifier: MIT

import TrineFiles

/// Requests to one service, one at a time and with a pause in between, whichever process makes them.
struct RequestTurn: Sendable {
  /// The file by which processes take turns.
  let file: String
  /// Seconds from the beginning of one to that of the next.
  let pause: Double

  /// Waits for its turn, and does something in it.
  func take<Result>(_ body: () async throws -> Result) async throws -> Result {
    let turn = try await wait()
    if let age = turn.age, age < pause { try await Task.sleep(for: .seconds(pause - age)) }
    try turn.begin()
    return try await body()
  }

  private func wait() async throws -> TurnFile {
    while true {
      if let turn = try TurnFile.take(file) { return turn }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
