// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineConfig
import TrineCore

/// Where the workspace is.
struct WorkspaceOptions: ParsableArguments {
  @Option(help: "The workspace to use instead of the one around the current folder.")
  var workspace: String?

  /// Finds the workspace: `--workspace`, `TRINE_WORKSPACE`, or walking up from the current folder.
  func find() throws -> Workspace {
    try WorkspaceFinder.find(
      from: FileManager.default.currentDirectoryPath,
      explicit: workspace ?? ProcessInfo.processInfo.environment["TRINE_WORKSPACE"]
    )
  }

  /// Opens the workspace's catalog as well, and brings it up to date with the files.
  func open() throws -> OpenWorkspace {
    try OpenWorkspace(find())
  }

  /// Opens the catalog for a command that only reads, and has `sync` bring it up to date.
  func openToRead(_ sync: (OpenWorkspace) throws -> Void) throws -> OpenWorkspace {
    try OpenWorkspace.toRead(find(), sync)
  }
}
