// SPDX-License-Identifier: MIT

import TrineCore

/// A key a file may have: its name and, for a section, the keys inside, in the order in which Trine
/// writes them.
struct Schema: Sendable {
  let name: String
  let children: [Schema]
  /// Keys a file may have here that are read before all others and taken out.
  let takenOut: [String]

  init(_ name: String, _ children: [Schema] = [], takenOut: [String] = []) {
    self.name = name
    self.children = children
    self.takenOut = takenOut
  }

  /// The names of the keys inside.
  var names: [String] { children.map(\.name) }

  /// The key of that name inside.
  subscript(name: String) -> Schema? {
    children.first { $0.name == name }
  }
}

extension Schema {
  /// `trine.yaml`.
  static let settings = Schema(
    "",
    values("name", "language", "timeZone") + [
      Schema("launcher", values("mpirun")),
      Schema("network", values("arxiv", "crossref", "timeout", "pause", "mailto")),
    ]
  )

  /// Keys with a single value each.
  static func values(_ names: String...) -> [Schema] {
    names.map { Schema($0) }
  }
}

// MARK: - Looking a key up

extension Schema {
  /// The key inside this one; throws what is wrong with it.
  func find(_ key: DottedKey, at location: SourceLocation) throws(Diagnostic) -> Schema {
    var schema = self
    for (index, part) in key.parts.enumerated() {
      let section = DottedKey(Array(key.parts.prefix(index)))
      guard !schema.children.isEmpty else { throw .notASection(section, at: location) }
      guard let next = schema[part] else {
        throw .unknownKey(part, in: section, of: schema, root: self, at: location)
      }
      schema = next
    }
    return schema
  }

  /// The keys anywhere inside this one that have that name.
  fileprivate func keys(named name: String, in section: [String] = []) -> [DottedKey] {
    children.flatMap { child in
      (child.name == name ? [DottedKey(section + [name])] : [])
        + child.keys(named: name, in: section + [child.name])
    }
  }
}

extension Schema {
  /// The key anywhere inside this one whose name is most like one that is not there.
  fileprivate func nearest(to name: String) -> DottedKey? {
    nearestName(to: name, among: allNames).flatMap { keys(named: $0).first }
  }

  private var allNames: [String] {
    names + children.flatMap(\.allNames)
  }
}

// MARK: - Messages

extension Diagnostic {
  /// A key that is not known where it stands; `others` are those that something else reads there.
  static func unknownKey(
    _ name: String,
    in section: DottedKey,
    of schema: Schema,
    root: Schema,
    at location: SourceLocation,
    besides others: [String] = []
  ) -> Diagnostic {
    let names = schema.names + others
    let full = section.appending(DottedKey([name]))
    let elsewhere = root.keys(named: name)
    let fix: String
    if let nearest = nearestName(to: name, among: names) {
      fix = "did you mean '\(section.appending(DottedKey([nearest])))'?"
    } else if name.contains("."), (try? root.find(DottedKey(name), at: location)) != nil {
      fix = "in a file, write '\(name.split(separator: ".").last ?? "")' inside its section"
    } else if !elsewhere.isEmpty {
      let keys = elsewhere.map { "'\($0)'" }.joined(separator: " or ")
      fix = "it belongs inside its section, as \(keys)"
    } else if let nearest = root.nearest(to: name) {
      fix = "did you mean '\(nearest)'?"
    } else {
      fix = "known keys are \(names.joined(separator: ", "))"
    }
    return Diagnostic(at: location, "unknown key '\(full)'", fix: fix)
  }

  fileprivate static func notASection(
    _ key: DottedKey,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(key)' is a single value; it has no keys of its own",
      fix: "give '\(key)' the whole value"
    )
  }
}
