// SPDX-License-Identifier: MIT

import TrineCore

/// A key and the values it takes: one for a plain override, several for a sweep.
struct SweepStep {
  let key: DottedKey
  var choices: [ConfigNode]
}

/// Reads the section `sweep`: keys, nested or dotted, and a list of values for each.
struct SweepReader {
  private let problems: Problems
  private var places: [DottedKey: ConfigEntry] = [:]
  private var steps: [SweepStep] = []

  /// The steps in the order of the file.
  static func steps(_ node: ConfigNode, problems: Problems) -> [SweepStep] {
    var reader = SweepReader(problems: problems)
    reader.read(node, in: DottedKey([]), schema: .experiment)
    return reader.steps
  }

  private init(problems: Problems) {
    self.problems = problems
  }

  private mutating func read(_ node: ConfigNode, in section: DottedKey, schema: Schema) {
    guard let entries = node.entries else {
      problems.add(.sweepIsNoMapping(node))
      return
    }
    for entry in entries {
      let key = section.appending(DottedKey(entry.key))
      do throws(Diagnostic) {
        try add(entry, key, Schema.experiment.find(key, at: entry.location))
      } catch {
        problems.add(error)
      }
    }
  }

  private mutating func add(
    _ entry: ConfigEntry,
    _ key: DottedKey,
    _ schema: Schema
  ) throws(Diagnostic) {
    if !schema.children.isEmpty, entry.value.entries != nil {
      return read(entry.value, in: key, schema: schema)
    }
    guard key != "claims" else { throw .sweepsClaims(at: entry.location) }
    if let first = places[key] { throw .repeated(entry, first: first) }
    places[key] = entry
    guard let choices = entry.value.elements else { throw .sweepIsNoList(key, entry.value) }
    guard !choices.isEmpty else { throw .emptySweep(key, entry.value) }
    steps.append(SweepStep(key: key, choices: choices))
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func sweepIsNoMapping(_ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'sweep' is \(node.found); it must give each of its keys a list",
      fix: "write it as {seed: [1, 2, 3]}, or delete it"
    )
  }

  fileprivate static func sweepIsNoList(_ key: DottedKey, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'sweep' gives '\(key)' no list; its value is \(node.found)",
      fix: "write a list of values, such as \(key): [a, b]"
    )
  }

  fileprivate static func emptySweep(_ key: DottedKey, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'sweep' gives '\(key)' an empty list, which is no run at all",
      fix: "write values, such as \(key): [a, b], or delete the line"
    )
  }
}
