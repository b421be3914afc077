// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineNotes

/// What a renaming is about to do, on the disk before it begins: whatever ends it, the next command finishes
/// it or undoes it.
struct RenameJournal: Codable {
  /// The key the paper had.
  var old: CitationKey
  /// The key it is to have.
  var new: CitationKey
  /// The note's file, relative to the workspace as all files here.
  var note: String
  /// The files that change, the note among them under its old name.
  var files: [String]
  /// Files beside the note that move with it: from, to.
  var companions: [[String]]

  /// Where the note is to be.
  var newNote: String { Workspace.note(new) }

  /// What does it to the bytes of files.
  var rewriter: LinkRewriter {
    LinkRewriter(old: old, new: new, oldFile: note, companions: companions.map { $0[0] })
  }

  /// What undoes it there.
  var backwards: LinkRewriter {
    LinkRewriter(old: new, new: old, oldFile: newNote, companions: companions.map { $0[1] })
  }
}

// MARK: - On the disk

extension RenameJournal {
  /// The folder of the journal and of the files as they were.
  static let folder = ".trine/rename"
  private static let plan = "\(folder)/plan.json"

  /// Whether a renaming was begun and not ended.
  static func exists(in workspace: Workspace) -> Bool {
    FileText.exists(workspace.path(plan))
  }

  /// Reads the journal; `nil` when there is none.
  static func read(in workspace: Workspace) throws -> RenameJournal? {
    guard exists(in: workspace) else { return nil }
    return try JSONText.value(Self.self, from: FileText.read(workspace.path(plan)))
  }

  /// Writes the files as they are, then the journal: from then on the renaming is to be.
  func write(_ originals: [[UInt8]], in workspace: Workspace) throws {
    let files = originals.enumerated().map { number, original in
      NewFile(workspace.path("\(Self.folder)/\(number)"), original)
    }
    // What a renaming left that died while it removed its journal.
    for file in files { try FileMove.remove(file.path) }
    _ = try FileText.create(files)
    try FileText.replace(workspace.path(Self.plan), with: JSONText.line(self))
  }

  /// Removes what a renaming left that died while it wrote its journal or removed it.
  static func sweep(_ workspace: Workspace) throws {
    let path = workspace.path(folder)
    guard Folder.exists(path) else { return }
    try EditLock.holdingIfFree(workspace) {
      guard !exists(in: workspace) else { return }
      for name in Folder.names(in: path) where Int(name) != nil {
        try FileMove.remove("\(path)/\(name)")
      }
      Folder.removeIfEmpty(path)
    }
  }

  /// A file as it was.
  func original(_ number: Int, in workspace: Workspace) throws -> [UInt8] {
    Array(try FileText.read(workspace.path("\(Self.folder)/\(number)")).utf8)
  }

  /// Removes the journal, first of all what makes it one.
  func remove(in workspace: Workspace) throws {
    try FileMove.remove(workspace.path(Self.plan))
    for number in files.indices { try FileMove.remove(workspace.path("\(Self.folder)/\(number)")) }
    Folder.removeIfEmpty(workspace.path(Self.folder))
  }
}
