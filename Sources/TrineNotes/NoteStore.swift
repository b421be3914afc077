// SPDX-License-Identifier: MIT

public import TrineCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The notes of a workspace on disk: the only place of this module that reads or writes files.
public struct NoteStore: Sendable {
  /// The bibliography made of all notes, relative to the workspace.
  public static let references = "notes/references.bib"

  private let workspace: Workspace

  /// Names the notes of a workspace; nothing is read yet.
  public init(workspace: Workspace) {
    self.workspace = workspace
  }
}

// MARK: - Reading

extension NoteStore {
  /// The notes of `notes/papers` with size and time, sorted by name; none when there is no such folder.
  public func stamps() throws -> [NoteStamp] {
    do {
      return try FileSystem.files(in: workspace.path(Workspace.papers), suffix: ".md")
        .map(Self.stamp)
        .sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    } catch let error as SystemError where error.code == ENOENT {
      return []
    } catch let error as SystemError {
      throw Diagnostic.unreadable(Workspace.papers, error)
    }
  }

  private static func stamp(_ name: String, _ status: stat) -> NoteStamp {
    NoteStamp(
      file: "\(Workspace.papers)/\(name)",
      size: Int(status.st_size),
      modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    )
  }

  /// The keys that are taken: those of all notes' file names.
  public func keys() throws -> Set<CitationKey> {
    Set(try stamps().map { NoteFileName($0.file).key })
  }

  /// The file of a note, relative to the workspace.
  ///
  /// - Throws: a `Diagnostic` that suggests the nearest key when there is no such note.
  public func file(of key: CitationKey) throws -> String {
    let stamps = try stamps()
    if let stamp = stamps.first(where: { NoteFileName($0.file).key == key }) { return stamp.file }
    let keys = stamps.map { NoteFileName($0.file).key.description }
    throw Diagnostic.noNote(key, nearest: nearestName(to: key.description, among: keys))
  }

  /// The text of a note.
  ///
  /// - Throws: a `Diagnostic` that suggests the nearest key when there is no such note.
  public func text(of key: CitationKey) throws -> String {
    let file = try file(of: key)
    do {
      return String(decoding: try FileSystem.bytes(of: workspace.path(file)), as: UTF8.self)
    } catch let error as SystemError {
      throw Diagnostic.unreadable(file, error)
    }
  }

  /// What a note's file says, and what is wrong with it; a file that is no text is an entry with a problem.
  ///
  /// - Throws: a `Diagnostic` only when the file is gone.
  public func entry(file: String) throws -> PaperEntry {
    do {
      let bytes = try FileSystem.bytes(of: workspace.path(file))
      guard let text = String(validating: bytes, as: UTF8.self) else {
        var entry = PaperNoteParser.entry(String(decoding: bytes, as: UTF8.self), file: file)
        entry.problem = "the file is not UTF-8"
        return entry
      }
      return PaperNoteParser.entry(text, file: file)
    } catch let error as SystemError where error.code == ENOENT {
      throw Diagnostic.unreadable(file, error)
    } catch let error as SystemError {
      var entry = PaperNoteParser.entry("", file: file)
      entry.problem = "the file cannot be read: \(error.text)"
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
    let file = Workspace.note(key)
    do {
      try write(text, to: file, .refused)
    } catch let error as SystemError where error.code == EEXIST {
      throw Diagnostic.exists(key, file)
    }
    return file
  }

  /// Keeps a text no key can be made for yet as `notes/papers/draft-1.md`, or the next number that is free.
  public func keepDraft(_ text: String) throws -> String {
    for number in 1...9999 {
      let file = "\(Workspace.papers)/draft-\(number).md"
      do {
        try write(text, to: file, .refused)
        return file
      } catch let error as SystemError where error.code == EEXIST {
        continue
      }
    }
    throw Diagnostic.tooManyDrafts
  }

  /// Writes `notes/references.bib` when its bytes change.
  public func writeReferences(_ notes: [PaperNote]) throws {
    let text = BibTeXWriter.text(notes)
    let old = try? FileSystem.bytes(of: workspace.path(Self.references))
    if old != Array(text.utf8) { try write(text, to: Self.references, .replaced) }
  }

  /// Writes a file, making its folder when the workspace has none yet.
  private func write(_ text: String, to file: String, _ existing: FileSystem.Existing) throws {
    do {
      guard FileSystem.isFolder(workspace.root) else { throw SystemError(code: ENOENT) }
      try FileSystem.makeFolder(workspace.path(Self.folder(of: file)))
      try FileSystem.save(text, to: workspace.path(file), existing)
    } catch let error as SystemError where error.code != EEXIST {
      throw Diagnostic.unwritable(
        Self.folder(of: file),
        workspace.path(Self.folder(of: file)),
        error
      )
    }
  }

  private static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
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

  fileprivate static func unreadable(_ file: String, _ error: SystemError) -> Diagnostic {
    Diagnostic(.failure, at: SourceLocation(file: file), "cannot be read: \(error.text)")
  }

  fileprivate static var tooManyDrafts: Diagnostic {
    Diagnostic(
      .failure,
      "\(Workspace.papers) holds 9,999 drafts",
      fix: "give some of them a citation key, or remove them"
    )
  }

  /// Why nothing can be written to a folder, by the system's error.
  static func unwritable(_ folder: String, _ path: String, _ error: SystemError) -> Diagnostic {
    let (found, fix) =
      switch error.code {
      case EACCES, EPERM, EROFS:
        ("the folder is read-only (\(error.text))", "make it writable: chmod u+w '\(path)'")
      case ENOENT: ("the folder is missing", "make it: mkdir -p '\(path)'")
      case ENOTDIR:
        ("a part of its path is a file", "move that file away, then: mkdir -p '\(path)'")
      case ENOSPC, EDQUOT: ("the disk is full (\(error.text))", "free some space")
      default: (error.text, "see whether '\(path)' can be written to")
      }
    return Diagnostic(
      .failure,
      at: SourceLocation(file: folder),
      "cannot be written: \(found)",
      fix: fix
    )
  }
}
