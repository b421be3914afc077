// SPDX-License-Identifier: MIT

import TrineCore

/// Notes and experiments are read by the names they must have: one with another is neither searched nor
/// linked, and a renaming passes it by.
enum UnreadFiles: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.unreadFiles.map { file in
      Finding(
        .unreadFile,
        SourceLocation(file: file, line: 1),
        "nothing reads this file: its links, claims and words are not known",
        fix: "move it to \(place(for: file)), or out of this folder"
      )
    }
  }

  /// Where such a file would be read.
  static func place(for file: String) -> String {
    let folder = [Workspace.papers, Workspace.topics].first { file.hasPrefix("\($0)/") }
    let name = file[(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)...]
    let stem = name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
    return folder.map { "\($0)/\(stem).md" } ?? "\(Workspace.experiments)/\(stem).yaml"
  }
}
