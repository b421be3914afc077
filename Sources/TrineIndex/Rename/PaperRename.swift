// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles
import TrineNotes

/// Gives a paper another citation key: its file, its front matter, and every link to it in notes, topics,
/// experiments and reports; all of it or nothing.
///
/// A journal is written first. Each step may be done twice without harm, so that after a crash the next
/// command does them all again; where one cannot be done, those before it are undone. Run folders keep the
/// old key, which the note remembers in its field `aliases`.
public struct PaperRename {
  private let workspace: Workspace

  /// Renames in a workspace.
  public init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Renames a paper.
  /// - Returns: the files that were changed, the note first, by its new name.
  /// - Throws: a `Diagnostic`; nothing is changed then.
  public func rename(_ old: CitationKey, to new: CitationKey) throws -> [String] {
    try EditLock.holding(workspace) {
      let (journal, originals) = try plan(old, new)
      try journal.write(originals, in: workspace)
      try finish(journal)
      return [journal.newNote] + journal.files.filter { $0 != journal.note }
    }
  }

  /// Finishes a renaming that a command began and did not end, or undoes it.
  /// - Returns: what was done, in words; `nil` where there was nothing to do.
  public func recover() throws -> String? {
    guard RenameJournal.exists(in: workspace) else {
      // What one left that died before it began is in nobody's way.
      try? RenameJournal.sweep(workspace)
      return nil
    }
    return try EditLock.holding(workspace) {
      guard let journal = try RenameJournal.read(in: workspace) else { return nil }
      guard hasNote(journal) else {
        try undo(journal, after: Diagnostic.gone(journal.note))
        return "gave up renaming \(journal.old) to \(journal.new), which an earlier command began: "
          + "the note is gone; links to it are as they were"
      }
      try finish(journal)
      return "finished renaming \(journal.old) to \(journal.new), which an earlier command began"
    }
  }

  /// Whether the note is there, by its old name or its new one.
  private func hasNote(_ journal: RenameJournal) -> Bool {
    [journal.note, journal.newNote].contains { FileText.exists(workspace.path($0)) }
  }

  /// Does all steps; where one fails, undoes them.
  private func finish(_ journal: RenameJournal) throws {
    do {
      try rewriteTogether(journal)
      for step in steps(journal) { try step() }
    } catch {
      try undo(journal, after: error)
      throw error
    }
    try journal.remove(in: workspace)
  }
}

// MARK: - The plan

extension PaperRename {
  /// What is to be done, and all files as they are; throws what stands in its way.
  func plan(
    _ old: CitationKey,
    _ new: CitationKey
  ) throws -> (journal: RenameJournal, originals: [[UInt8]]) {
    let plan = try RenamePlan(old, to: new, in: workspace)
    for change in plan.changes where !FileText.canReplace(workspace.path(change.file)) {
      throw Diagnostic.readOnly(change.file)
    }
    let journal = RenameJournal(
      old: old,
      new: new,
      note: plan.note,
      files: plan.changes.map(\.file),
      companions: plan.moves.dropFirst().map { [$0.from, $0.to] }
    )
    return (journal, plan.changes.map(\.before))
  }
}

// MARK: - The steps

extension PaperRename {
  /// All steps in order; each does nothing where it has been done.
  func steps(_ journal: RenameJournal) -> [() throws -> Void] {
    let rewriter = journal.rewriter
    let others = journal.files.filter { $0 != journal.note }.map { file in
      { () throws -> Void in
        guard FileText.exists(workspace.path(file)) else { return }
        try FileEdit.edit(workspace.path(file), as: file) { bytes in
          try rewriter.rewritten(bytes, file: file)
        }
      }
    }
    let note = { () throws -> Void in
      guard FileText.exists(workspace.path(journal.note)) else { return }
      try FileEdit.edit(workspace.path(journal.note), as: journal.note, rewriter.note)
    }
    let copies = journal.companions.map { pair in
      { () throws -> Void in
        // One that was deleted since keeps nobody from renaming the rest.
        if FileText.exists(workspace.path(pair[0])) { try move(pair[0], pair[1]) }
      }
    }
    return others + [note, { try move(journal.note, journal.newNote) }] + copies
  }

  /// Rewrites the links of all files in one go, so that the disk is waited for once; the steps look again.
  private func rewriteTogether(_ journal: RenameJournal) throws {
    let rewriter = journal.rewriter
    let files = journal.files.map { (path: workspace.path($0), name: $0) }
    try FileEdit.edit(files.filter { $0.name != journal.note && FileText.exists($0.path) }) {
      try rewriter.rewritten($0, file: $1)
    }
  }

  private func move(_ from: String, _ to: String) throws {
    guard FileText.exists(workspace.path(from)) else {
      if FileText.exists(workspace.path(to)) { return }
      throw Diagnostic.gone(from)
    }
    guard try FileMove.move(workspace.path(from), to: workspace.path(to)) else {
      throw Diagnostic.inTheWay(to)
    }
  }

  /// Makes everything as it was; what others changed since keeps their changes.
  func undo(_ journal: RenameJournal, after cause: any Error) throws {
    do {
      for pair in (journal.companions + [[journal.note, journal.newNote]]).reversed()
      where FileText.exists(workspace.path(pair[1])) && !FileText.exists(workspace.path(pair[0])) {
        try move(pair[1], pair[0])
      }
      for (number, file) in journal.files.enumerated() {
        try restore(file, journal, journal.original(number, in: workspace))
      }
      try journal.remove(in: workspace)
    } catch {
      throw Diagnostic.half(journal, cause, error)
    }
  }

  private func restore(_ file: String, _ journal: RenameJournal, _ original: [UInt8]) throws {
    let isNote = file == journal.note
    guard FileText.exists(workspace.path(file)) else { return }
    let (forth, back) = (journal.rewriter, journal.backwards)
    let changed = try isNote ? forth.note(original) : forth.rewritten(original, file: file)
    try FileEdit.edit(workspace.path(file), as: file) { bytes in
      if bytes == original || bytes == changed { return original }
      var editor = FrontMatterEditor(try back.rewritten(bytes, file: file), file: file)
      if isNote, editor.has("citekey") { try editor.set("citekey", toText: "\(journal.old)") }
      return editor.bytes
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func gone(_ file: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: file),
      "the file is gone; nothing was renamed",
      fix: "see what happened to it"
    )
  }

  fileprivate static func readOnly(_ file: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: file),
      "it names the paper, and neither it nor its folder may be written; nothing was renamed",
      fix: "allow writing: chmod u+w '\(file)'"
    )
  }

  fileprivate static func half(
    _ journal: RenameJournal,
    _ cause: any Error,
    _ error: any Error
  ) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: RenameJournal.folder),
      "renaming \(journal.old) to \(journal.new) can neither be finished nor undone: "
        + "\(headline(cause)); \(headline(error))",
      fix: "mend that and run any command of trine; the files as they were are in this folder"
    )
  }

  private static func headline(_ error: any Error) -> String {
    (error as? Diagnostic)?.headline ?? "\(error)"
  }
}
