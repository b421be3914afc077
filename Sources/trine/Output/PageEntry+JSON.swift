// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore

extension PageEntry {
  /// What JSON shows of a topic.
  var json: JSONValue { .object(members) }

  /// What JSON shows of a topic and of what links to it.
  func json(backlinks: [LinkRow]) -> JSONValue {
    .object(members.merging(["backlinks": .array(backlinks.map(\.json))]) { first, _ in first })
  }

  private var members: [String: JSONValue] {
    [
      "name": .string(name),
      "title": .string(title),
      "tags": .array(tags.map(JSONValue.string)),
      "file": .string(file),
      "problem": problem.map(JSONValue.string) ?? .null,
    ]
  }
}
