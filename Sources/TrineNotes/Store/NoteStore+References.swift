// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

extension NoteStore {
  /// The bibliography made of all notes, relative to the workspace.
  public static let references = "\(folder)/references.bib"

  /// What keeps Trine from writing `notes/references.bib`: that somebody else did; `nil` when nothing does.
  public func foreignReferences() -> Diagnostic? {
    let header = BibTeXWriter.header.utf8
    guard let start = try? FileBytes.first(header.count, of: workspace.path(Self.references)),
      !start.isEmpty, !start.elementsEqual(header)
    else { return nil }
    return .foreignReferences
  }

  /// Writes `notes/references.bib` when its bytes change; where there is no paper and no file, none is made.
  /// - Throws: a `Diagnostic` when it cannot be written, or was written by somebody else.
  public func writeReferences(_ entries: [BibliographyEntry]) throws {
    if let foreign = foreignReferences() { throw foreign }
    let path = workspace.path(Self.references)
    let bytes = BibTeXWriter.file(entries)
    let old = FileStamp(of: path)
    if old == nil, entries.isEmpty { return }
    // Most changes change the length, and then there is nothing to compare.
    if old?.size == bytes.count, (try? FileBytes.read(path)) == bytes { return }
    guard Folder.exists(workspace.root) else {
      throw Diagnostic.cannotWrite(path, .missing, as: Self.references)
    }
    try FileText.replaceMade(path, with: bytes, as: Self.references)
  }

  /// Whether there is a `notes/references.bib`.
  public var hasReferences: Bool { FileText.exists(workspace.path(Self.references)) }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static var foreignReferences: Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: NoteStore.references),
      "Trine writes this file from the notes, but somebody else wrote what is in it; it was left as it is",
      fix: "take its papers in (trine paper import \(NoteStore.references)) and move it away"
    )
  }
}
