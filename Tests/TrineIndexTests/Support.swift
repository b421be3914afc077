// SPDX-License-Identifier: MIT

import Foundation
import TrineCatalog
import TrineCore
import TrineIndex

/// A workspace of a test's own, gone with it.
final class Lab {
  let workspace: Workspace
  let catalog: Catalog

  init() throws {
    let root = FileManager.default.temporaryDirectory.path + "/trine-index-\(UUID().uuidString)"
    workspace = Workspace(root: root, settings: WorkspaceSettings(name: "lab"))
    catalog = try Catalog.inMemory()
  }

  deinit {
    try? FileManager.default.removeItem(atPath: workspace.root)
  }

  /// Writes a file, its folder, too.
  func put(_ text: String, _ file: String) throws {
    let url = URL(filePath: workspace.path(file))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: workspace.path(file))
  }

  func sync() throws {
    try WorkspaceIndex(workspace, catalog: catalog).sync()
  }
}
