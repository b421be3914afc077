// SPDX-License-Identifier: MIT

import TrineCore

/// A value of a config file, with the place where it was read.
struct ConfigNode: Hashable, Sendable {
  /// What stands there; scalars are text until somebody asks for a number.
  enum Value: Hashable, Sendable {
    /// A single value; `isQuoted` when it stands in quotes or in a block of text.
    case scalar(String, isQuoted: Bool)
    /// `[a, b]`, or a dash a line.
    case list([ConfigNode])
    /// Keys and their values, in the order of the file.
    case mapping([ConfigEntry])
  }

  /// What stands there.
  var value: Value
  /// Where it stands.
  var location: SourceLocation

  /// The keys and values of a mapping; `nil` for anything else.
  var entries: [ConfigEntry]? {
    guard case .mapping(let entries) = value else { return nil }
    return entries
  }

  /// The elements of a list; `nil` for anything else.
  var elements: [ConfigNode]? {
    guard case .list(let elements) = value else { return nil }
    return elements
  }

  /// Whether nothing stands where a value should, as after `ranks:`.
  var isEmpty: Bool {
    value == .scalar("", isQuoted: false)
  }

  /// Whether it is YAML's word for no value; nothing at all may be a value that was forgotten.
  var isNull: Bool {
    value == .scalar("null", isQuoted: false) || value == .scalar("~", isQuoted: false)
  }

  /// The value as messages name it: `'two'`, `-3`, `a list`.
  var found: String {
    switch value {
    case .scalar("", isQuoted: false): "empty"
    case .scalar(let text, isQuoted: true): "\"\(Self.short(text))\""
    case .scalar(let text, isQuoted: false):
      NumberSyntax(text).isNumber ? text : "'\(Self.short(text))'"
    case .list(let elements): elements.isEmpty ? "an empty list" : "a list"
    case .mapping: "a mapping"
    }
  }

  private static func short(_ text: String) -> String {
    text.count > 60 ? text.prefix(59) + "…" : text
  }
}

/// A key of a mapping and its value.
struct ConfigEntry: Hashable, Sendable {
  /// The key.
  var key: String
  /// Where the key stands.
  var location: SourceLocation
  /// What it is given.
  var value: ConfigNode
}

// MARK: - Editing by key

extension ConfigNode {
  /// The value under a key, if it is there.
  func node(at key: DottedKey) -> ConfigNode? {
    key.parts.reduce(self) { node, part in
      node?.entries?.first { $0.key == part }?.value
    }
  }

  /// Where the value of a key stands, or else the innermost section that would hold it.
  func location(of key: DottedKey) -> SourceLocation {
    var node = self
    for part in key.parts {
      guard let next = node.entries?.first(where: { $0.key == part }) else { break }
      node = next.value
    }
    return node.location
  }

  /// Gives a key a value, making the sections on its way.
  ///
  /// A section that is `null` becomes one; another that is no mapping stays as it is: whoever reads
  /// it reports it.
  mutating func set(_ key: DottedKey, to new: ConfigNode) {
    guard let first = key.parts.first else {
      self = new
      return
    }
    guard var entries = isNull ? [] : entries else { return }
    let rest = DottedKey(Array(key.parts.dropFirst()))
    if let index = entries.firstIndex(where: { $0.key == first }) {
      entries[index].value.set(rest, to: new)
    } else {
      var child = ConfigNode(value: .mapping([]), location: new.location)
      child.set(rest, to: new)
      entries.append(ConfigEntry(key: first, location: new.location, value: child))
    }
    value = .mapping(entries)
  }

  /// Takes a key away.
  mutating func remove(_ key: DottedKey) {
    guard let first = key.parts.first, var entries else { return }
    if key.parts.count == 1 {
      entries.removeAll { $0.key == first }
    } else if let index = entries.firstIndex(where: { $0.key == first }) {
      entries[index].value.remove(DottedKey(Array(key.parts.dropFirst())))
    }
    value = .mapping(entries)
  }
}
