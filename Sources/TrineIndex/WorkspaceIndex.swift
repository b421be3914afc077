// SPDX-License-Identifier: MIT

public import TrineCatalog
import TrineConfig
public import TrineCore
import TrineFiles
import TrineNotes

/// Keeps the catalog's pages as the workspace's files are: what `stat` says has changed is read again,
/// so that an edit in any editor is seen.
public struct WorkspaceIndex: Sendable {
  private let workspace: Workspace
  private let catalog: Catalog
  private let leavesFiles: Bool

  /// Pairs a workspace with its catalog.
  /// - Parameters:
  ///   - workspace: The files.
  ///   - catalog: What is kept of them.
  ///   - leavesFiles: Whether the bibliography is left as it is.
  public init(_ workspace: Workspace, catalog: Catalog, leavesFiles: Bool = false) {
    (self.workspace, self.catalog, self.leavesFiles) = (workspace, catalog, leavesFiles)
  }

  /// Takes in what changed, and writes the bibliography anew when a paper did or the file is gone.
  /// - Parameter isJudging: Whether the files are to be judged: where nothing of them was known, as in a
  ///   fresh clone, the bibliography stays as it came.
  /// - Returns: why the bibliography was left as it is although papers changed.
  /// - Throws: a `Diagnostic` when a folder cannot be listed or the catalog cannot be written.
  @discardableResult
  public func sync(judging isJudging: Bool = false) throws -> Diagnostic? {
    let known = try catalog.pageStamps(version: PageReader.version)
    let changes = try PageChanges(in: workspace, since: known)
    return try take(changes, leavesFiles: leavesFiles || isJudging && known.isEmpty)
  }

  /// Takes in papers whose notes were just written, without a look at all other files, which a sync
  /// had right before.
  /// - Returns: why the bibliography was left as it is.
  public func take(_ papers: [CitationKey]) throws -> Diagnostic? {
    try take(PageChanges(papers, in: workspace), leavesFiles: leavesFiles)
  }

  private func take(_ changes: PageChanges, leavesFiles: Bool) throws -> Diagnostic? {
    if !changes.isEmpty {
      let pages = ConcurrentMap(changes.changed) { [workspace] in
        $0.folder.page($0.stamp, in: workspace)
      }
      try catalog.apply(
        pages.lazy.compactMap(\.self),
        removed: changes.changed.map(\.stamp.file) + changes.removed,
        version: PageReader.version
      )
    }
    guard !leavesFiles else { return nil }
    let trouble = try writeReferences()
    guard changes.concernPapers else { return nil }
    for file in changes.removed where file.hasPrefix("\(Workspace.papers)/") {
      PDFText(note: file, in: workspace).forget()
    }
    Folder.sweep(workspace.path(NoteStore.folder))
    return trouble
  }
}

// MARK: - The bibliography

extension WorkspaceIndex {
  /// Writes the bibliography where it does not say what the papers say.
  private func writeReferences() throws -> Diagnostic? {
    let store = NoteStore(workspace: workspace)
    // Where there is no paper no file is missing, and no command has to write anything.
    let isMissing = try !store.hasReferences && !catalog.bibliography().isEmpty
    guard try isMissing || !catalog.hasWrittenBibliography() else { return nil }
    if let foreign = store.foreignReferences() { return foreign }
    try catalog.writeBibliography(store.writeReferences)
    return nil
  }
}

/// What is different between the files and what is known of them.
struct PageChanges {
  /// Files to be read, with how to read them.
  private(set) var changed: [(folder: PageFolder, stamp: PageStamp)] = []
  /// Files that are gone.
  private(set) var removed: [String] = []

  init(in workspace: Workspace, since known: [PageStamp]) throws {
    var old: [String: PageStamp] = [:]
    old.reserveCapacity(known.count)
    for stamp in known { old[stamp.file] = stamp }
    for folder in PageFolder.all {
      for stamp in try folder.stamps(in: workspace)
      where old.removeValue(forKey: stamp.file) != stamp {
        changed.append((folder, stamp))
      }
    }
    changed.sort { $0.stamp.file < $1.stamp.file }
    removed = old.keys.sorted()
  }

  /// Papers that were just written.
  init(_ papers: [CitationKey], in workspace: Workspace) {
    let stamps = papers.compactMap { PageFolder.papers.stamp(Workspace.note($0), in: workspace) }
    changed = stamps.map { (PageFolder.papers, $0) }
  }

  var isEmpty: Bool { changed.isEmpty && removed.isEmpty }

  /// Whether a paper's note is among them.
  var concernPapers: Bool {
    changed.contains { $0.folder.path == PageFolder.papers.path }
      || removed.contains { $0.hasPrefix("\(Workspace.papers)/") }
  }
}

// MARK: - Texts that are not saved

extension WorkspaceIndex {
  /// The links of a text as it would be read from a file of the workspace.
  public static func links(in text: String, file: String) -> [PageLink] {
    file.hasSuffix(".md")
      ? LinkReader.links(text, file: file) : ExperimentFacts(text, file: file).links
  }
}
