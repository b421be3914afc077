// SPDX-License-Identifier: MIT

public import TrineCheck
public import TrineCore
import TrineFiles

extension CheckedWorkspace {
  /// What the names of pages end in, and of files that look like them.
  private static let suffixes = [
    Workspace.papers: [".md", ".markdown"], Workspace.topics: [".md", ".markdown"],
    Workspace.experiments: [".yaml", ".yml"],
  ]

  /// The files in the folders of notes and experiments, and one folder below, that look like pages and are
  /// none: `experiments/x.yml`, `notes/topics/old/y.md`, `notes/papers/Z.MD`.
  public static func unreadFiles(in workspace: Workspace) -> [String] {
    suffixes.sorted { $0.key < $1.key }.flatMap { folder, suffixes in
      let names = names(in: folder, workspace)
      let folders = names.filter { Folder.exists(workspace.path($0)) }
      let below = folders.flatMap { Self.names(in: $0, workspace) }
      return names.filter { !PageFolder.isPage($0) && has(suffixes, $0) }
        + below.filter { has(suffixes, $0) }
    }
  }

  private static func names(in folder: String, _ workspace: Workspace) -> [String] {
    Folder.names(in: workspace.path(folder)).map { "\(folder)/\($0)" }
  }

  private static func has(_ suffixes: [String], _ file: String) -> Bool {
    let name = file.lowercased()
    return suffixes.contains(where: name.hasSuffix) && !name.hasSuffix("/readme.md")
  }
}
