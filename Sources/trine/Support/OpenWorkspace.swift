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
  /// Whether the catalog is gone with this command, and nothing is written for it either.
  private let isForReadingOnly: Bool

  /// Opens the catalog; the two `sync` functions fill a fresh one from the files.
  init(_ workspace: Workspace) throws {
    self.workspace = workspace
    do {
      if let done = try PaperRename(workspace).recover() { Console.note(done) }
    } catch {
      // It is no reason to keep everybody from everything else.
      Console.note("Warning: \(error)")
    }
    catalog = try Catalog.open(at: workspace.path(Workspace.catalog), leavesLog: true)
    isForReadingOnly = false
  }

  /// Opens a catalog in memory, which the two `sync` functions fill from the files.
  private init(forReadingOnly workspace: Workspace) throws {
    self.workspace = workspace
    catalog = try Catalog.inMemory()
    isForReadingOnly = true
  }

  /// Opens the catalog for a command that only reads: where nothing can be written, since the disk is
  /// full or somebody else's, the files still say all there is to say.
  /// - Parameters:
  ///   - workspace: Which workspace.
  ///   - sync: Calls the `sync` functions for what is to be read.
  /// - Returns: the workspace, with its catalog or one in memory.
  /// - Throws: a `Diagnostic` when the catalog is none of this Trine's.
  static func toRead(
    _ workspace: Workspace,
    _ sync: (OpenWorkspace) throws -> Void
  ) throws -> OpenWorkspace {
    do {
      let open = try OpenWorkspace(workspace)
      try sync(open)
      return open
    } catch let problem as Diagnostic where problem.cause == .unwritable {
      Console.note("Warning: \(problem)\n  what follows was read from the files alone")
      let open = try OpenWorkspace(forReadingOnly: workspace)
      try sync(open)
      return open
    }
  }

  /// Where the notes are.
  var notes: NoteStore { NoteStore(workspace: workspace) }

  /// Takes in what was changed in notes, experiments and reports since the last command, in whatever editor;
  /// `judging` for a command that judges the bibliography, too.
  func syncNotes(judging isJudging: Bool = false) throws {
    tell(try index.sync(judging: isJudging))
  }

  /// The file of the note that has a key, whatever the case of its letters, which neither BibTeX nor some file
  /// systems regard; `nil` for a key that is free.
  func holder(of key: CitationKey) throws -> String? {
    try notes.fileThere(of: key) ?? catalog.file(ofPaper: key)
  }

  /// The key a paper goes by, of one that it has or had before it was renamed; a key that nobody knows
  /// is given back as it is.
  func currentKey(_ key: CitationKey) throws -> CitationKey {
    if notes.fileThere(of: key) != nil { return key }
    try syncNotes()
    guard let current = try catalog.paper(key)?.note.citekey, current != key else { return key }
    Console.note("\(key) is \(current) now")
    return current
  }

  /// Takes in what this command itself has changed, which is done whether or not the catalog can be written.
  func syncOwnChanges() throws {
    try warning { try syncNotes() }
  }

  /// Takes in papers this command wrote since the last sync.
  func takeIn(_ papers: [CitationKey]) throws {
    try warning { tell(try index.take(papers)) }
  }

  private func warning(_ sync: () throws -> Void) throws {
    do {
      try sync()
    } catch let problem as Diagnostic {
      Console.note(
        "Warning: \(problem)\n  what was to be done is done; the next command looks again"
      )
    }
  }

  private var index: WorkspaceIndex {
    WorkspaceIndex(workspace, catalog: catalog, leavesFiles: isForReadingOnly)
  }

  private func tell(_ problem: Diagnostic?) {
    if let problem { Console.note("Warning: \(problem)") }
  }

  /// Takes in runs the catalog does not know, and how those ended whose supervisor did not live to
  /// say so; warns of folders that cannot be read.
  func syncRuns() throws {
    let reconciler = Reconciler(
      workspace: workspace,
      catalog: catalog,
      leavesFolders: isForReadingOnly
    )
    let problems = try reconciler.reconcile()
    for problem in problems { Console.note("Warning: \(problem)") }
  }
}
