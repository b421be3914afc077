// SPDX-License-Identifier: MIT

public import TrineCatalog
import TrineConfig
public import TrineCore
import TrineNotes

/// Keeps the catalog's pages as the workspace's files are: what `stat` says has changed is read again,
/// so that an edit in any editor is seen.
public struct WorkspaceIndex: Sendable {
  private let workspace: Workspace
  private let catalog: Catalog

  /// Pairs a workspace with its catalog.
  public init(_ workspace: Workspace, catalog: Catalog) {
    self.workspace = workspace
    self.catalog = catalog
  }

  /// Takes in what changed, and writes the bibliography anew when a paper did.
  public func sync() throws {
    let known = try catalog.pageStamps(version: PageReader.version)
    let changes = try PageChanges(in: workspace, since: known)
    guard !changes.isEmpty else { return }
    let pages = PageCrew.pages(changes.changed, in: workspace)
    try catalog.apply(pages, removed: changes.removed, version: PageReader.version)
    guard changes.concernPapers else { return }
    try NoteStore(workspace: workspace).writeReferences(catalog.references())
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
    removed = old.keys.sorted()
  }

  var isEmpty: Bool { changed.isEmpty && removed.isEmpty }

  /// Whether a paper's note is among them.
  var concernPapers: Bool {
    changed.contains { $0.folder.path == Workspace.papers }
      || removed.contains { $0.hasPrefix("\(Workspace.papers)/") }
  }
}

// MARK: - Texts that are not saved

extension WorkspaceIndex {
  /// The links of a text as it would be read from a file of the workspace.
  public static func links(in text: String, file: String) -> [PageLink] {
    file.hasSuffix(".md") ? LinkReader.links(text) : ExperimentFacts(text, file: file).links
  }
}
