// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc

/// Where programs are.
enum ProgramPath {
  /// The path of a program, by name in PATH or by path; `nil` when there is none that can be run.
  static func find(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let folders = name.contains("/") ? [""] : path.split(separator: ":").map { "\($0)/" }
    return folders.map { $0 + name }.first { access($0, X_OK) == 0 }
  }
}
