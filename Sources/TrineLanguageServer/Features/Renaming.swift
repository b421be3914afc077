// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// Gives a paper another citation key in its note's name and in every link.
struct Renaming {
  private let library: Library

  init(_ library: Library) {
    self.library = library
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
    guard let (key, _) = try key(at: place), let old = try library.catalog.paper(key) else {
      throw CallFailure(.invalidParameters, "there is no paper to rename here")
    }
    guard let new = CitationKey(name) else {
      throw CallFailure(.invalidParameters, "'\(name)' cannot be a citation key")
    }
    guard try library.catalog.paper(new) == nil else {
      throw CallFailure(.requestFailed, "there is a note with the key '\(new)' already")
    }
    let linking = try library.catalog.links(to: .note(key.description)).map(\.page.file)
    let edits = Set(linking).union([old.file, place.file]).sorted().compactMap { file in
      self.edits(file, from: key, to: new, isNote: file == old.file)
    }
    let move: JSONValue = .object([
      "kind": .string("rename"),
      "oldUri": library.address(old.file),
      "newUri": library.address(Workspace.note(new)),
    ])
    return .object(["documentChanges": .array(edits + [move])])
  }
}

// MARK: - Parts

extension Renaming {
  /// The key of a link, or of the field `citekey`, at a place.
  private func key(at place: DocumentPlace) throws -> (CitationKey, Range<Int>)? {
    if let link = place.link(in: library.links(in: place.file)) {
      guard case .note(let name) = link.target, let key = CitationKey(name),
        try library.catalog.paper(key) != nil
      else { return nil }
      return (key, link.bytes)
    }
    guard let field = CitekeyPlace.find(in: place.document.text),
      let key = CitationKey(field.key),
      place.document.position(of: field.bytes.lowerBound).line == place.position.line
    else { return nil }
    return (key, field.bytes)
  }

  private func edits(
    _ file: String,
    from old: CitationKey,
    to new: CitationKey,
    isNote: Bool
  ) -> JSONValue? {
    guard let document = library.document(file) else { return nil }
    var ranges = library.ranges(of: .note(old.description), in: file)
    if isNote, let field = CitekeyPlace.find(in: document.text) {
      ranges.append(document.json(field.bytes))
    }
    guard !ranges.isEmpty else { return nil }
    let edits = ranges.map { range in
      JSONValue.object(["range": range, "newText": .string(new.description)])
    }
    return .object([
      "textDocument": .object(["uri": library.address(file), "version": .null]),
      "edits": .array(edits),
    ])
  }
}
