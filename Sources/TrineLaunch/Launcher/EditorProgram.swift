// SPDX-License-Identifier: MIT

import Subprocess
import TrineCore

/// The user's own editor, as `VISUAL` or `EDITOR` names it.
public enum EditorProgram {
  /// Opens a file and waits until the editor is closed.
  public static func edit(_ path: String) async throws {
    guard let editor = UserProgram.named(by: "VISUAL", "EDITOR") else {
      throw Diagnostic.noEditor()
    }
    let status = try await UserProgram.run(editor, on: path)
    guard status.isSuccess else {
      throw Diagnostic.editorFailed(editor, LauncherExit(.success(status)).words)
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
