// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// The notes of a workspace on disk: the only place of this module that reads or writes files.
public struct NoteStore: Sendable {
  /// The folder of the notes' folders and of the bibliography.
  public static let folder = "notes"

  let workspace: Workspace

  private static let note = FileKind("note", suffixes: [".md"], causeWhenMissing: .failure)

  /// Names the notes of a workspace; nothing is read yet.
  public init(workspace: Workspace) {
    self.workspace = workspace
  }
}

// MARK: - Reading

extension NoteStore {
  /// The keys that are taken: those of all notes' file names.
  public func keys() throws -> Set<CitationKey> {
    Set(try files().map { NoteFileName($0).key })
  }

  /// The files of `notes/papers`, relative to the workspace and sorted; none when there is no such
  /// folder.
  private func files() throws -> [String] {
    do throws(SystemError) {
      let names = try Folder.readNames(in: workspace.path(Workspace.papers), suffix: ".md")
      return names.map { "\(Workspace.papers)/\($0)" }
    } catch  where error == .missing {
      return []
    } catch {
      throw Diagnostic.cannotRead(workspace.path(Workspace.papers), error, as: Workspace.papers)
    }
  }

  /// The file named after a key, relative to the workspace; `nil` when there is none.
  public func fileThere(of key: CitationKey) -> String? {
    let file = Workspace.note(key)
    let path = workspace.path(file)
    return FileText.exists(path) || FileText.isLink(path) ? file : nil
  }

  /// The file of a note, relative to the workspace.
  ///
  /// - Throws: a `Diagnostic` that suggests the nearest key when there is no such note.
  public func file(of key: CitationKey) throws -> String {
    if let file = fileThere(of: key) { return file }
    let files = try files()
    if let file = files.first(where: { NoteFileName($0).key == key }) { return file }
    let keys = files.map { NoteFileName($0).key.description }
    throw Diagnostic.noNote(key, nearest: nearestName(to: key.description, among: keys))
  }

  /// The text of a note.
  ///
  /// - Throws: a `Diagnostic` that suggests the nearest key when there is no such note.
  public func text(of key: CitationKey) throws -> String {
    let file = try file(of: key)
    do throws(SystemError) {
      return String(decoding: try FileBytes.readFile(workspace.path(file)), as: UTF8.self)
    } catch {
      throw Diagnostic.cannotRead(workspace.path(file), error, kind: Self.note, as: file)
    }
  }

  /// What a note's file says, and what is wrong with it; a file that is no text is an entry with a problem.
  ///
  /// - Throws: a `Diagnostic` only when the file is gone.
  public func entry(file: String) throws -> PaperEntry {
    do throws(SystemError) {
      let bytes = try FileBytes.readFile(workspace.path(file))
      guard let text = String(validating: bytes, as: UTF8.self) else {
        var entry = PaperNoteParser.entry(String(decoding: bytes, as: UTF8.self), file: file)
        entry.problem = "the file is not UTF-8"
        return entry
      }
      return PaperNoteParser.entry(text, file: file)
    } catch {
      let told = Diagnostic.cannotRead(workspace.path(file), error, kind: Self.note, as: file)
      guard error != .missing || FileText.isLink(workspace.path(file)) else { throw told }
      var entry = PaperNoteParser.entry("", file: file)
      entry.problem = told.message
      return entry
    }
  }
}

// MARK: - Writing

extension NoteStore {
  /// Stores a new note and gives back its file, relative to the workspace.
  ///
  /// A note that is there is never overwritten, also when two processes add at once.
  public func add(_ text: String, key: CitationKey) throws -> String {
    try add([(key: key, text: text)])[0].get()
  }

  /// Stores many new notes, waiting for the disk once, while no other command changes the workspace's files.
  ///
  /// None gets a key that differs in case alone from one that is there: to BibTeX, and to some file systems,
  /// they are one.
  /// - Returns: for each its file, relative to the workspace, or why it was not stored.
  /// - Throws: a `Diagnostic` when one cannot be written; then none is stored.
  public func add(
    _ notes: [(key: CitationKey, text: String)]
  ) throws -> [Result<String, Diagnostic>] {
    let new = try notes.map { try newFile(Workspace.note($0.key), $0.text) }
    return try EditLock.holding(workspace) {
      let there = Folder.names(in: workspace.path(Workspace.papers), suffix: ".md")
      let holders = Dictionary(there.map { (BibTeXKey($0.dropLast(".md".count)), $0) }) {
        first,
        _ in first
      }
      let holder = { (key: CitationKey) in holders[BibTeXKey(key)] }
      let taken = try FileText.create(zip(notes, new).filter { holder($0.0.key) == nil }.map(\.1))
      return zip(notes, new).map { note, file in
        if let name = holder(note.key) {
          return .failure(.exists(note.key, "\(Workspace.papers)/\(name)"))
        }
        return taken.contains(file.path)
          ? .failure(.exists(note.key, file.name)) : .success(file.name)
      }
    }
  }

  /// Stores many new notes, or none when a key was taken in the meantime.
  /// - Returns: their files, relative to the workspace; `nil` when none was stored.
  public func addAll(_ notes: [(key: CitationKey, text: String)]) throws -> [String]? {
    let files = try notes.map { try newFile(Workspace.note($0.key), $0.text) }
    return try FileText.createAll(files) ? files.map(\.name) : nil
  }

  /// Keeps a text no key can be made for yet as `notes/papers/draft-1.md`, or the next number that is free.
  public func keepDraft(_ text: String) throws -> String {
    for number in 1...9999 {
      let file = "\(Workspace.papers)/draft-\(number).md"
      if try FileText.create(newFile(file, text)) { return file }
    }
    throw Diagnostic.tooManyDrafts
  }

  /// A file of the workspace, whose folders are made where they are missing; but the workspace itself
  /// must be there.
  private func newFile(_ name: String, _ text: String) throws -> NewFile {
    let path = workspace.path(name)
    guard Folder.exists(workspace.root) else {
      throw Diagnostic.cannotWrite(path, .missing, as: name)
    }
    return NewFile(path, text, name: name)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noNote(_ key: CitationKey, nearest: String?) -> Diagnostic {
    Diagnostic(
      .usage,
      "there is no note '\(key)' in \(Workspace.papers)",
      fix: nearest.map { "did you mean '\($0)'?" } ?? "see the keys there are: trine paper list"
    )
  }

  fileprivate static func exists(_ key: CitationKey, _ file: String) -> Diagnostic {
    Diagnostic(
      .usage,
      at: SourceLocation(file: file),
      "there is a note with the key '\(key)' already; it was not changed",
      fix: "choose another key with --key, or edit that note: trine paper edit \(key)"
    )
  }

  fileprivate static var tooManyDrafts: Diagnostic {
    Diagnostic(
      .failure,
      "\(Workspace.papers) holds 9,999 drafts",
      fix: "give some of them a citation key, or remove them"
    )
  }
}
