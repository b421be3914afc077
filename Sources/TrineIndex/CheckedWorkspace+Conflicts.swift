// SPDX-License-Identifier: MIT

public import TrineCheck
public import TrineCore
import TrineFiles

extension CheckedWorkspace {
  /// The texts that were kept beside pages because two were saved in one instant.
  public static func conflicts(in workspace: Workspace) -> [String] {
    PageFolder.all.flatMap { folder in
      Folder.names(in: workspace.path(folder.path))
        .filter { $0.firstRange(of: "\(folder.suffix).conflict-") != nil }
        .map { "\(folder.path)/\($0)" }
    }
  }
}
