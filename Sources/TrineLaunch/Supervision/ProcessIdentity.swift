// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineFiles

/// Which process this is, and whether another one is still there.
///
/// A process id alone may have been given to somebody else since; with the start time and the boot
/// it names one process for good (proc(5), `/proc/PID/stat`).
enum ProcessIdentity {
  /// This process, as the supervisor of a run.
  static func current() -> RunTransition.Supervisor {
    let process = getpid()
    return RunTransition.Supervisor(
      process: process,
      startTicks: Stat(process)?.startTicks ?? 0,
      host: Machine.host,
      boot: Machine.boot
    )
  }

  /// Whether a supervisor still runs; `nil` when it is on another machine and nobody here can tell.
  static func isAlive(_ supervisor: RunTransition.Supervisor) -> Bool? {
    guard supervisor.host == Machine.host else { return nil }
    guard supervisor.boot == Machine.boot else { return false }
    return Stat(supervisor.process)?.startTicks == supervisor.startTicks
  }

  /// Whether a process of this machine runs a program of that name.
  static func isAlive(_ process: Int32, program: String) -> Bool {
    // The kernel keeps the first 15 bytes of a name.
    Stat(process)?.name == String(program.prefix(15))
  }

  /// Whether there is such a process on this machine.
  static func isThere(_ process: Int32) -> Bool { Stat(process) != nil }

  /// Three fields of a living process's `/proc/PID/stat`.
  private struct Stat {
    let name: String
    let startTicks: UInt64

    /// Fails when there is no such process, or only what is left of it until its parent looks.
    init?(_ process: Int32) {
      guard let text = try? FileText.read("/proc/\(process)/stat"),
        // The name stands in parentheses and may itself hold some: take the outermost pair.
        let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
      else { return nil }
      let fields = text[text.index(after: close)...].split(separator: " ")
      guard fields.count > 19, !["Z", "X"].contains(fields[0]), let ticks = UInt64(fields[19])
      else { return nil }
      name = String(text[text.index(after: open)..<close])
      startTicks = ticks
    }
  }
}
