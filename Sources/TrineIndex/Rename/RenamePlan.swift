// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles
import TrineNotes

/// What giving a paper another citation key changes: the bytes of its note and of all files that link to
/// it, and the names of what lies beside the note.
public struct RenamePlan: Sendable {
  /// A file as it is and as it will be.
  public struct Change: Sendable {
    /// The file, relative to the workspace, by its old name.
    public var file: String
    /// Its bytes.
    public var before: [UInt8]
    /// Its bytes after the renaming.
    public var after: [UInt8]
  }

  /// The note's file under its old name.
  public let note: String
  /// All files that change, the note among them.
  public private(set) var changes: [Change] = []
  /// Old and new names: the note's, then those of a copy of the paper and of its text.
  public private(set) var moves: [(from: String, to: String)] = []

  /// Plans a renaming.
  /// - Parameters:
  ///   - old: The key.
  ///   - new: The key it shall have.
  ///   - workspace: Where.
  ///   - unsaved: What files hold in an editor, by name, which may not be saved yet.
  /// - Throws: a `Diagnostic` for what stands in the way.
  public init(
    _ old: CitationKey,
    to new: CitationKey,
    in workspace: Workspace,
    unsaved: [String: [UInt8]] = [:]
  ) throws {
    let store = NoteStore(workspace: workspace)
    note = try store.file(of: old)
    try Self.checkFree(new, note: note, store, workspace)
    moves = try [(note, Workspace.note(new))] + Self.companions(of: note, new, workspace)
    let rewriter = LinkRewriter(
      old: old,
      new: new,
      oldFile: note,
      companions: moves.dropFirst().map(\.from)
    )
    let files = try PageFolder.all.flatMap { try $0.stamps(in: workspace).map(\.file) }
    let opened = unsaved.keys.filter(PageFolder.isPage)
    for file in Set(files).union(opened).sorted() {
      guard let bytes = try unsaved[file] ?? Self.bytes(of: file, workspace) else { continue }
      let changed = try file == note ? rewriter.note(bytes) : rewriter.rewritten(bytes, file: file)
      guard changed != bytes || file == note else { continue }
      changes.append(Change(file: file, before: bytes, after: changed))
    }
  }

  /// The bytes of a page; `nil` of one that is gone.
  /// - Throws: a `Diagnostic` for one that cannot be read, for who knows where it links to.
  private static func bytes(of file: String, _ workspace: Workspace) throws -> [UInt8]? {
    let path = workspace.path(file)
    do throws(SystemError) {
      return try FileBytes.readFile(path)
    } catch {
      if error == .missing, !FileText.isLink(path) { return nil }
      throw Diagnostic.unread(.cannotRead(path, error, as: file))
    }
  }

  private static func checkFree(
    _ new: CitationKey,
    note: String,
    _ store: NoteStore,
    _ workspace: Workspace
  ) throws {
    guard Workspace.note(new) != note else { throw Diagnostic.sameKey(new) }
    // BibTeX and some file systems do not regard case; the paper's own key may change in it.
    let naming = try PageFolder.papers(in: workspace).filter { file in
      file.lowercased() == Workspace.note(new).lowercased()
        || (try? FileBytes.readFile(workspace.path(file)))?.firstRange(of: "\(new)".utf8) != nil
    }
    let holder = naming.compactMap { try? store.entry(file: $0) }.first { entry in
      entry.note.citekey == new
        || entry.file != note
          && (BibTeXKey(entry.note.citekey) == BibTeXKey(new)
            || entry.note.aliases.contains("\(new)"))
    }
    if let holder { throw Diagnostic.taken(new, holder) }
  }

  /// A copy of the paper and its text lie beside the note under its name.
  private static func companions(
    of note: String,
    _ new: CitationKey,
    _ workspace: Workspace
  ) throws -> [(from: String, to: String)] {
    try ["pdf", "txt"].compactMap { suffix in
      let from = "\(note.dropLast("md".count))\(suffix)"
      let to = "\(Workspace.papers)/\(new).\(suffix)"
      guard FileText.exists(workspace.path(from)) else { return nil }
      guard !FileText.exists(workspace.path(to)) else { throw Diagnostic.inTheWay(to) }
      return (from, to)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func sameKey(_ key: CitationKey) -> Diagnostic {
    Diagnostic(.usage, "the paper's key is '\(key)' already", fix: "name another key")
  }

  fileprivate static func taken(_ key: CitationKey, _ holder: PaperEntry) -> Diagnostic {
    let isNow = BibTeXKey(holder.note.citekey) == BibTeXKey(key)
    return Diagnostic(
      .usage,
      at: SourceLocation(file: holder.file),
      isNow
        ? "there is a note with the key '\(holder.note.citekey)' already"
        : "'\(holder.note.citekey)' had the key '\(key)' before, and runs may name it so",
      fix: "choose another key"
    )
  }

  fileprivate static func unread(_ problem: Diagnostic) -> Diagnostic {
    var problem = problem
    problem.message += "; nothing was renamed, for it may link to the paper"
    return problem
  }

  static func inTheWay(_ file: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: file),
      "there is such a file already; nothing was renamed",
      fix: "move it away, or choose another key"
    )
  }
}
