// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineIndex
import TrineLaunch
import TrineNotes

/// A workspace whose catalog is open and agrees with the files.
struct OpenWorkspace {
  let workspace: Workspace
  let catalog: Catalog

  /// Opens the catalog; the two `sync` functions fill a fresh one from the files.
  init(_ workspace: Workspace) throws {
    self.workspace = workspace
    do {
      if let done = try PaperRename(workspace).recover() { Console.note(done) }
    } catch {
      // It is no reason to keep everybody from everything else.
      Console.note("Warning: \(error)")
    }
    catalog = try Catalog.open(at: workspace.path(Workspace.catalog))
  }

  /// Where the notes are.
  var notes: NoteStore { NoteStore(workspace: workspace) }

  /// Takes in what was changed in notes, experiments and reports since the last command, in whatever editor.
  func syncNotes() throws {
    try WorkspaceIndex(workspace, catalog: catalog).sync()
  }

  /// Takes in runs the catalog does not know, and how those ended whose supervisor did not live to
  /// say so; warns of folders that cannot be read.
  func syncRuns() throws {
    let problems = try Reconciler(workspace: workspace, catalog: catalog).reconcile()
    for problem in problems { Console.note("Warning: \(problem)") }
  }
}
