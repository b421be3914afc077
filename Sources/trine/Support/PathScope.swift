// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// The files and folders a command is asked to look at.
struct PathScope {
  private let files: [String]

  /// Takes paths as they were typed, from the current folder or from the workspace's; none means all.
  init(_ paths: [String], in workspace: Workspace) throws {
    files = try paths.map { path in
      guard let file = Self.file(path, in: workspace) else { throw Diagnostic.outside(path) }
      return file
    }
  }

  /// Whether a file of the workspace is meant.
  func contains(_ file: String) -> Bool {
    files.isEmpty || files.contains { $0.isEmpty || file == $0 || file.hasPrefix("\($0)/") }
  }

  private static func file(_ path: String, in workspace: Workspace) -> String? {
    let here = FileManager.default.currentDirectoryPath
    let typed = path.hasPrefix("/") ? path : "\(here)/\(path)"
    let candidates = [typed, workspace.path(path)].map(normal)
    let root = normal(workspace.root)
    let inside = candidates.filter { $0 == root || $0.hasPrefix("\(root)/") }
    let found = inside.first { FileManager.default.fileExists(atPath: $0) }
    return found.map { String($0.dropFirst(root.count).drop { $0 == "/" }) }
  }

  /// Without `.` and `..`.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func outside(_ path: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "there is no '\(path)' in this workspace",
      fix: "name files and folders of the workspace, such as \(Workspace.papers)"
    )
  }
}
