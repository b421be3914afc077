// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore

/// The process a rank must not outlive: the one that looks after the run.
public struct Lifeline: Sendable {
  private let supervisor: pid_t?

  /// Finds it in the environment: `TRINE_SUPERVISOR`, when `TRINE_SUPERVISOR_HOST` is this machine.
  public init(environment: [String: String], host: String) {
    let isHere = environment["TRINE_SUPERVISOR_HOST"] == host
    supervisor = isHere ? environment["TRINE_SUPERVISOR"].flatMap(pid_t.init) : nil
  }

  /// Throws when it is gone.
  public func check() throws {
    if let supervisor, !Self.isAlive(supervisor) {
      throw Diagnostic(.failure, "the supervisor (process \(supervisor)) is gone")
    }
  }

  /// Whether a process runs; one that has ended and still waits for its parent to notice does not.
  static func isAlive(_ process: pid_t) -> Bool {
    if kill(process, 0) != 0, errno == ESRCH { return false }
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      // The name in parentheses may hold anything; the state follows the last one.
      let end = stat.lastIndex(of: ")")
    else { return true }
    return !["Z", "X"].contains(stat[end...].dropFirst(2).prefix(1))
  }
}
