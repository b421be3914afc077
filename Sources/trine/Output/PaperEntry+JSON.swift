// SPDX-License-Identifier: MIT

import TrineCore

extension PaperEntry {
  /// What JSON shows of a paper: the note's fields, its file, and what is wrong with it.
  var json: JSONValue { .object(members) }

  /// The same with what links to it.
  func json(backlinks: [LinkRow]) -> JSONValue {
    .object(members.merging(["backlinks": .array(backlinks.map(\.json))]) { first, _ in first })
  }

  private var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "citekey": .string(note.citekey.description),
      "title": .string(note.title),
      "authors": .array(note.authors.map(JSONValue.string)),
      "tags": .array(note.tags.map(JSONValue.string)),
      "status": .string(note.status.rawValue),
      "lines": .array(note.lines.map(JSONValue.string)),
      "criticises": .string(note.criticises),
      "contributes": .string(note.contributes),
      "file": .string(file),
      "problem": problem.map(JSONValue.string) ?? .null,
    ]
    members["year"] = note.year.map(JSONValue.integer)
    members["venue"] = note.venue.map(JSONValue.string)
    members["arxiv"] = note.arxiv.map(JSONValue.string)
    members["doi"] = note.doi.map(JSONValue.string)
    members["added"] = (note.added?.description).map(JSONValue.string)
    members["read"] = (note.read?.description).map(JSONValue.string)
    members["priority"] = note.priority.map(JSONValue.integer)
    if !note.aliases.isEmpty {
      members["aliases"] = .array(note.aliases.map(JSONValue.string))
    }
    if !note.bibtex.isEmpty {
      members["bibtex"] = .object(
        Dictionary(
          note.bibtex.map { ($0.name, .string($0.value)) },
          uniquingKeysWith: { first, _ in first }
        )
      )
    }
    return members
  }
}
