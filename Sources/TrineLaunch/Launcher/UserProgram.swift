// SPDX-License-Identifier: MIT

import FoundationEssentials
import Subprocess
import SystemPackage
import TrineCore

/// A program that a variable of the environment names.
///
/// The variable may hold arguments (`code --wait`), so a shell splits it, as git does.
enum UserProgram {
  /// What the first of some variables says that is set and not empty.
  static func named(by variables: String...) -> String? {
    let environment = ProcessInfo.processInfo.environment
    return variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// Runs a program on a file or an address, at the user's terminal, and waits until it ends.
  static func run(_ program: String, on argument: String) async throws -> TerminationStatus {
    try await Subprocess.run(
      .name("sh"),
      arguments: ["-c", "\(program) \"$1\"", "sh", argument],
      input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
      output: .currentStandardOutput,
      error: .currentStandardError
    )
    .terminationStatus
  }
}
