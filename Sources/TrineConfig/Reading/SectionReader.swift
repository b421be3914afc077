// SPDX-License-Identifier: MIT

import TrineCore

/// Reads the values of one section and notes every problem it meets.
///
/// A value that is wrong is reported once and read as the default, so that the reading goes on.
struct SectionReader {
  /// The section's own key; empty for the whole file.
  let key: DottedKey
  let problems: Problems
  /// What the sweep gives to which keys.
  let swept: SweptTexts
  /// Where the section stands.
  let location: SourceLocation
  /// Whether it is a mapping at all; what is none has been reported.
  let isMapping: Bool
  private let schema: Schema
  private let root: Schema
  private let entries: [String: ConfigEntry]

  /// Reads a whole file.
  init(root: ConfigNode, schema: Schema, problems: Problems, swept: SweptTexts = [:]) {
    self.init(
      root,
      key: DottedKey([]),
      schema: schema,
      root: schema,
      problems: problems,
      swept: swept
    )
  }

  /// Reads an element of a list, whose mappings have keys of their own.
  init(element: ConfigNode, of name: String, schema: Schema, problems: Problems) {
    self.init(
      element,
      key: DottedKey([name]),
      schema: schema,
      root: schema,
      problems: problems,
      swept: [:]
    )
  }

  private init(
    _ node: ConfigNode,
    key: DottedKey,
    schema: Schema,
    root: Schema,
    problems: Problems,
    swept: SweptTexts
  ) {
    self.key = key
    self.problems = problems
    self.swept = swept
    self.schema = schema
    self.root = root
    location = node.location
    isMapping = node.entries != nil
    entries = Self.checked(node, key: key, schema: schema, root: root, problems: problems)
  }

  /// A section inside this one; without it in the file, one where everything has its default.
  func section(_ name: String) -> SectionReader {
    SectionReader(
      entries[name]?.value ?? ConfigNode(value: .mapping([]), location: location),
      key: full(name),
      schema: schema[name] ?? Schema(name),
      root: root,
      problems: problems,
      swept: swept
    )
  }

  /// A section that may be left out or `null`.
  func optionalSection(_ name: String) -> SectionReader? {
    isGiven(name) ? section(name) : nil
  }

  /// Whether a key has a value that is not `null`.
  func isGiven(_ name: String) -> Bool {
    entries[name].map { !$0.value.isNull } ?? false
  }

  /// The names of the keys that are there, in no order.
  var names: Dictionary<String, ConfigEntry>.Keys { entries.keys }

  /// A key's entry.
  func entry(_ name: String) -> ConfigEntry? { entries[name] }

  /// The whole key of a name in this section.
  func full(_ name: String) -> DottedKey {
    key.appending(DottedKey([name]))
  }

  /// Converts the value of a key; `fallback` where it is missing or wrong.
  func value<T>(
    _ name: String,
    default fallback: T,
    shown: String? = nil,
    _ convert: (ConfigNode) throws(ValueProblem) -> T
  ) -> T {
    guard let entry = entries[name] else { return fallback }
    do {
      return try convert(entry.value)
    } catch {
      let problem = Diagnostic.wrongValue(entry.value, of: full(name), error, default: shown)
      problems.add(problem, about: full(name))
      return fallback
    }
  }

  /// Converts the value of a key that may be `null`; `nil` where it is missing, `null` or wrong.
  func optional<T>(
    _ name: String,
    _ convert: (ConfigNode) throws(ValueProblem) -> T
  ) -> T? {
    guard isGiven(name) else { return nil }
    return value(name, default: nil, shown: "none", convert)
  }

  /// Reports a key that has no default and is not there.
  func require(_ name: String, example: String) {
    guard entries[name] == nil, problems.areSound(key) else { return }
    problems.add(.missing(full(name), example: example, at: location), about: full(name))
  }
}

// MARK: - The keys of a section

extension SectionReader {
  private static func checked(
    _ node: ConfigNode,
    key: DottedKey,
    schema: Schema,
    root: Schema,
    problems: Problems
  ) -> [String: ConfigEntry] {
    guard let list = node.entries else {
      problems.add(.notAMapping(node, key, schema: schema), about: key)
      return [:]
    }
    var entries: [String: ConfigEntry] = [:]
    for entry in list {
      if let first = entries[entry.key] {
        problems.add(.repeated(entry, first: first))
      } else if schema[entry.key] != nil {
        entries[entry.key] = entry
      } else {
        problems.add(
          .unknownKey(
            entry.key,
            in: key,
            of: schema,
            root: root,
            at: entry.location,
            besides: schema.takenOut
          )
        )
      }
    }
    return entries
  }
}

// MARK: - Messages

/// Why a value cannot be taken, and what to do when that is not obvious.
struct ValueProblem: Error {
  /// The end of the sentence that begins with the value found.
  let clause: String
  let fix: String?

  init(clause: String, fix: String? = nil) {
    self.clause = clause
    self.fix = fix
  }

  init(must: String, fix: String? = nil) {
    self.init(clause: "it must be \(must)", fix: fix)
  }
}

extension Diagnostic {
  /// A key that stands twice in one mapping.
  static func repeated(_ entry: ConfigEntry, first: ConfigEntry) -> Diagnostic {
    let line = first.location.line.map { " on line \($0)" } ?? ""
    return Diagnostic(
      at: entry.location,
      "'\(entry.key)' is given twice; the first one is\(line)",
      fix: "keep one of them"
    )
  }

  fileprivate static func wrongValue(
    _ node: ConfigNode,
    of key: DottedKey,
    _ problem: ValueProblem,
    default shown: String?
  ) -> Diagnostic {
    let usual = shown.map { ", or leave it out for the default (\($0))" } ?? ""
    return Diagnostic(
      at: node.location,
      "'\(key)' is \(node.found); \(problem.clause)",
      fix: problem.fix ?? "\(giveSuchAValue)\(usual)"
    )
  }

  /// The fix of a wrong value, where nothing better is known.
  static let giveSuchAValue = "give it such a value"

  fileprivate static func missing(
    _ key: DottedKey,
    example: String,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(at: location, "'\(key)' is missing", fix: "add it, such as \(example)")
  }

  fileprivate static func notAMapping(
    _ node: ConfigNode,
    _ key: DottedKey,
    schema: Schema
  ) -> Diagnostic {
    let subject = key.parts.isEmpty ? "the file" : "'\(key)'"
    return Diagnostic(
      at: node.location,
      "\(subject) is \(node.found); it must be a mapping of keys to values",
      fix: "write it with its keys: \(schema.names.joined(separator: ", "))"
    )
  }
}
