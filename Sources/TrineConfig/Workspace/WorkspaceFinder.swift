// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCore
import TrineFiles

/// Finds the workspace a command works in.
public enum WorkspaceFinder {
  /// The workspace a directory lies in, found by walking up as git does, or the one that is named.
  /// - Parameters:
  ///   - directory: where to begin.
  ///   - explicit: the folder from `--workspace` or `TRINE_WORKSPACE`, which is not walked up from.
  /// - Returns: the workspace with its settings.
  /// - Throws: a `Diagnostic` that says where it looked, or the problems of `trine.yaml`.
  public static func find(from directory: String, explicit: String?) throws -> Workspace {
    if let explicit {
      let root = AbsolutePath.of(explicit, in: directory)
      guard isWorkspace(root) else { throw Diagnostic.noWorkspace(named: root) }
      return try open(root)
    }
    let start = AbsolutePath.of(directory, in: FileManager.default.currentDirectoryPath)
    guard let root = AbsolutePath.ancestors(of: start).first(where: isWorkspace) else {
      throw Diagnostic.noWorkspace(around: start)
    }
    return try open(root)
  }

  private static func isWorkspace(_ folder: String) -> Bool {
    FileText.exists(settingsFile(folder))
  }

  private static func open(_ root: String) throws -> Workspace {
    let file = settingsFile(root)
    let settings = try SettingsReader.settings(
      text: FileText.readValid(
        file,
        kind: FileKind("settings file", causeWhenMissing: .usage)
      ),
      file: file,
      folderName: AbsolutePath.name(of: root)
    )
    return Workspace(root: root, settings: settings)
  }

  private static func settingsFile(_ folder: String) -> String {
    AbsolutePath.of(Workspace.settingsFile, in: folder)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noWorkspace(named folder: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(folder) is not a workspace: it has no \(Workspace.settingsFile)",
      fix: "name a workspace's folder, or make one there: trine init \(folder)"
    )
  }

  fileprivate static func noWorkspace(around folder: String) -> Diagnostic {
    let above = folder == "/" ? "" : " or any folder above it"
    return Diagnostic(
      .usage,
      "no workspace here: there is no \(Workspace.settingsFile) in \(folder)\(above)",
      fix: "make one with 'trine init', or name one with --workspace DIR or TRINE_WORKSPACE"
    )
  }
}
