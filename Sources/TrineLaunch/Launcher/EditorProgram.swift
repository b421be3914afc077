// SPDX-License-Identifier: MIT

import FoundationEssentials
import Subprocess
import SystemPackage
import TrineCore

/// The user's own editor, as `VISUAL` or `EDITOR` names it.
public enum EditorProgram {
  /// Opens a file and waits until the editor is closed.
  ///
  /// The variable may hold arguments (`code --wait`), so a shell splits it, as git does.
  public static func edit(_ path: String) async throws {
    let environment = ProcessInfo.processInfo.environment
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
    guard let editor = named.first(where: { !$0.isEmpty }) else { throw Diagnostic.noEditor() }
    let result = try await Subprocess.run(
      .name("sh"),
      arguments: ["-c", "\(editor) \"$1\"", "sh", path],
      input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
      output: .currentStandardOutput,
      error: .currentStandardError
    )
    guard result.terminationStatus.isSuccess else {
      throw Diagnostic.editorFailed(editor, LauncherExit(.success(result.terminationStatus)).words)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noEditor() -> Diagnostic {
    Diagnostic(
      .usage,
      "no editor is known: neither VISUAL nor EDITOR is set",
      fix: "export EDITOR=vi (or another), or give everything by flags: see trine paper add --help"
    )
  }

  fileprivate static func editorFailed(_ editor: String, _ status: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "the editor '\(editor)' \(status)",
      fix: "check VISUAL and EDITOR; what it saved is kept"
    )
  }
}
