// SPDX-License-Identifier: MIT

import Glibc
import Subprocess
import TrineCore

/// What lets a person pick one of many lines: the program `TRINE_PICKER` names, else fzf.
///
/// It reads the lines from its input and prints the one that was picked, as fzf, rofi and dmenu do.
public enum PickerProgram {
  private static let variable = "TRINE_PICKER"
  private static let usual = "fzf --reverse"
  /// One line is meant; of what prints all, the first counts.
  private static let mostPrinted = 1 << 26

  /// Lets the user pick one of some lines.
  /// - Returns: the line; `nil` when none was picked.
  /// - Throws: a `Diagnostic` where there is neither a picker nor a terminal for one.
  public static func pick(from lines: [String]) async throws -> String? {
    let named = UserProgram.named(by: variable)
    guard named != nil || isatty(STDIN_FILENO) == 1 else { throw Diagnostic.nobodyToPick() }
    let picker = named ?? usual
    let result = try await Subprocess.run(
      .name("sh"),
      arguments: ["-c", picker],
      input: .inputWriter,
      output: .string(limit: mostPrinted),
      error: .currentStandardError
    ) { process in
      // Who has picked reads no more: what is left is written to nobody, which is no reason to end. The
      // picker has been started and does not inherit this.
      let old = signal(SIGPIPE, SIG_IGN)
      defer { signal(SIGPIPE, old) }
      _ = try? await process.standardInputWriter.write(lines.joined(separator: "\n") + "\n")
    }
    return switch result.terminationStatus {
    case .exited(0): result.standardOutput.split(separator: "\n").first.map(String.init)
    case .exited(1), .exited(130): nil
    case .exited(127): throw Diagnostic.noPicker(picker)
    case let status: throw Diagnostic.pickerFailed(picker, LauncherExit(.success(status)).words)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func nobodyToPick() -> Diagnostic {
    Diagnostic(
      .usage,
      "no citation key was given, and there is no terminal to pick one at",
      fix: "give the key of a paper; trine paper list shows them"
    )
  }

  fileprivate static func noPicker(_ picker: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "no citation key was given, and there is no program '\(picker)' to pick one with",
      fix: "give a key, install fzf, or name such a program: export TRINE_PICKER='rofi -dmenu'"
    )
  }

  fileprivate static func pickerFailed(_ picker: String, _ status: String) -> Diagnostic {
    Diagnostic(.failure, "'\(picker)' \(status)", fix: "give the key of a paper instead")
  }
}
