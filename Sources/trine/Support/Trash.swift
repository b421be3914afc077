// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles

/// Where removed files lie until somebody deletes them by hand: nothing is ever lost by a command.
struct Trash {
  private static let folder = ".trine/trash"
  private let workspace: Workspace

  init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Moves a file here.
  /// - Returns: its name here, relative to the workspace.
  func take(_ file: String) throws -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    for number in 1...9999 {
      let suffix = number == 1 ? "" : "-\(number)"
      let place = "\(Self.folder)/\(name[..<dot])\(suffix)\(name[dot...])"
      if try FileMove.move(workspace.path(file), to: workspace.path(place)) { return place }
    }
    throw Diagnostic(.failure, "\(Self.folder) is full of files named \(name)", fix: "empty it")
  }
}
