// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineIndex
import TrineNotes

/// Gives a paper another citation key in its note's name and in every link, as `trine paper rename` does.
struct Renaming {
  private let library: Library
  /// Whether the editor renames files; without, links would lead nowhere.
  private let movesFiles: Bool

  init(_ library: Library, movesFiles: Bool) {
    (self.library, self.movesFiles) = (library, movesFiles)
  }

  /// The range of the key to rename; `null` where nothing can be renamed.
  func prepared(at place: DocumentPlace) throws -> JSONValue {
    guard let (key, range) = try key(at: place) else { return .null }
    return .object([
      "range": place.document.json(range), "placeholder": .string(key.description),
    ])
  }

  /// All edits, and the note's file under its new name.
  func edit(at place: DocumentPlace, to name: String) throws -> JSONValue {
    guard let (old, _) = try key(at: place) else {
      throw CallFailure(.invalidParameters, "there is no paper to rename here")
    }
    guard let new = CitationKey(name) else {
      throw CallFailure(.invalidParameters, "'\(name)' cannot be a citation key")
    }
    if let refusal = new.refusal { throw CallFailure(.invalidParameters, refusal) }
    guard movesFiles else {
      let command = "trine paper rename \(old) \(new)"
      throw CallFailure(.requestFailed, "this editor does not rename files; do it by: \(command)")
    }
    let unsaved = library.open.mapValues { Array($0.text.utf8) }
    let plan = try RenamePlan(old, to: new, in: library.workspace, unsaved: unsaved)
    return .object(["documentChanges": .array(plan.changes.map(edits) + plan.moves.map(move))])
  }
}

// MARK: - Parts

extension Renaming {
  /// The key of a link, or of the field `citekey`, at a place.
  private func key(at place: DocumentPlace) throws -> (CitationKey, Range<Int>)? {
    if let link = place.link(in: library.links(in: place.file)) {
      guard case .note(let name) = link.target, let key = CitationKey(name),
        try library.catalog.paper(key)?.note.citekey == key
      else { return nil }
      return (key, link.bytes)
    }
    guard let field = CitekeyPlace.find(in: place.document.text),
      let key = CitationKey(field.key),
      place.document.position(of: field.bytes.lowerBound).line == place.position.line
    else { return nil }
    return (key, field.bytes)
  }

  private func edits(_ change: RenamePlan.Change) -> JSONValue {
    let document = DocumentText(String(decoding: change.before, as: UTF8.self))
    let edits = document.edits(to: DocumentText(String(decoding: change.after, as: UTF8.self)))
    return .object([
      "textDocument": .object(["uri": library.address(change.file), "version": .null]),
      "edits": .array(edits),
    ])
  }

  private func move(_ move: (from: String, to: String)) -> JSONValue {
    .object([
      "kind": .string("rename"), "oldUri": library.address(move.from),
      "newUri": library.address(move.to),
    ])
  }
}
