// SPDX-License-Identifier: MIT

import TrineCore

/// A key of `where` or `beats` and the value that runs must have there.
struct SelectedValue {
  let key: DottedKey
  let node: ConfigNode
  /// Where the key stands.
  let location: SourceLocation

  /// Whether both speak of the same value, or one of a part of the other's.
  func overlaps(_ other: SelectedValue) -> Bool {
    key.isWithin(other.key) || other.key.isWithin(key)
  }
}

/// Reads `where` and `beats`: keys of the experiment, nested or dotted, each with one value.
struct SelectionReader {
  private let name: DottedKey
  private let problems: Problems
  private var places: [DottedKey: ConfigEntry] = [:]
  private var values: [SelectedValue] = []

  /// The values in the order of the file; `nil` when there is a problem, which is noted.
  static func values(
    _ node: ConfigNode,
    of name: DottedKey,
    problems: Problems
  ) -> [SelectedValue]? {
    var reader = SelectionReader(name: name, problems: problems)
    return reader.read(node, in: DottedKey([])) ? reader.values : nil
  }

  private init(name: DottedKey, problems: Problems) {
    self.name = name
    self.problems = problems
  }

  /// What says what a run is about, and the seed, by which the runs of one group differ.
  private static let descriptions = ["name", "question", "papers", "tags", "claims"]

  private mutating func read(_ node: ConfigNode, in section: DottedKey) -> Bool {
    guard let entries = node.entries else {
      problems.add(.selectsByNoMapping(name, node))
      return false
    }
    var isSound = true
    for entry in entries {
      let key = section.appending(DottedKey(entry.key))
      do throws(Diagnostic) {
        let schema = try Schema.experiment.find(key, at: entry.location)
        if !schema.children.isEmpty, entry.value.entries != nil {
          isSound = read(entry.value, in: key) && isSound
        } else {
          try add(entry, key)
        }
      } catch {
        problems.add(error)
        isSound = false
      }
    }
    return isSound
  }

  private mutating func add(_ entry: ConfigEntry, _ key: DottedKey) throws(Diagnostic) {
    if let first = places[key] { throw .repeated(entry, first: first) }
    places[key] = entry
    guard key != "seed" else { throw .selectsBySeed(name, at: entry.location) }
    guard !Self.descriptions.contains(key.description) else {
      throw .selectsByDescription(name, key, at: entry.location)
    }
    values.append(SelectedValue(key: key, node: entry.value, location: entry.location))
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func selectsByNoMapping(_ name: DottedKey, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'\(name)' is \(node.found); it must give values to keys of the experiment",
      fix: "write it as {mode: sync} or {train.batch: 64}"
    )
  }

  fileprivate static func selectsBySeed(_ name: DottedKey, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "'\(name)' has a seed, and a single seed decides nothing: the runs of a group differ by theirs",
      fix: "leave it out, and sweep the seed"
    )
  }

  fileprivate static func selectsByDescription(
    _ name: DottedKey,
    _ key: DottedKey,
    at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: place,
      "'\(name)' has '\(key)', which says what runs are about, not how they are run",
      fix: "select runs by other keys, such as mode or train.batch"
    )
  }
}
