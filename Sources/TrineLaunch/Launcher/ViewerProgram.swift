// SPDX-License-Identifier: MIT

import Subprocess
import TrineCore

/// What shows files and pages of the web: the program `TRINE_VIEWER` names, else the desktop's own choice.
public enum ViewerProgram {
  private static let variable = "TRINE_VIEWER"
  /// Opens whatever it is given in the program for it (xdg-utils).
  private static let desktop = "xdg-open"
  /// What a shell says of a program that is not there.
  private static let missing = TerminationStatus.exited(127)

  /// Shows a file or the page at an address.
  /// - Throws: a `Diagnostic` that names both the program and the target when that cannot be.
  public static func show(_ target: String) async throws {
    let viewer = UserProgram.named(by: variable) ?? desktop
    let status = try await UserProgram.run(viewer, on: target)
    guard !status.isSuccess else { return }
    throw status == missing
      ? Diagnostic.noViewer(viewer, target)
      : Diagnostic.viewerFailed(viewer, target, LauncherExit(.success(status)).words)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noViewer(_ viewer: String, _ target: String) -> Diagnostic {
    Diagnostic(
      .failure,
      "there is no program '\(viewer)' to show \(target)",
      fix: "install xdg-utils, or name a program: export TRINE_VIEWER=firefox"
    )
  }

  fileprivate static func viewerFailed(
    _ viewer: String,
    _ target: String,
    _ status: String
  ) -> Diagnostic {
    Diagnostic(
      .failure,
      "'\(viewer)' \(status) and did not show \(target)",
      fix: "open it by hand, or name another program in TRINE_VIEWER"
    )
  }
}
