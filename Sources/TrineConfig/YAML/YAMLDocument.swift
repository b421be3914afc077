// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// Reads one YAML document as a `ConfigNode`, each value with its place.
struct YAMLDocument {
  private var text: String
  private let lines: TextLines
  private var renamed: [SourceLocation: String] = [:]

  /// Reads a text; `nil` when there is nothing in it but comments.
  static func node(_ text: String, file: String) throws(Diagnostic) -> ConfigNode? {
    var document = YAMLDocument(text, file: file)
    guard let root = try document.composed() else { return nil }
    var count = 0
    return try document.converted(root, count: &count)
  }

  private init(_ text: String, file: String) {
    // A byte order mark would count as a column.
    self.text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    lines = TextLines(self.text, file: file)
  }
}

// MARK: - Composing

extension YAMLDocument {
  /// More repeated keys than anyone repeats by mistake.
  private static let mostRepeats = 100

  /// Composes the text, around Yams' refusal of repeated keys.
  ///
  /// Yams gives up on the whole file at a key that stands twice and says where the first is. To
  /// report the second one and whatever else is wrong, the first letter of the first is replaced
  /// by a private one (no column moves), and the text composed again; `converted` undoes it.
  private mutating func composed() throws(Diagnostic) -> Node? {
    // What would take for ever to compose.
    try AliasKeys.check(text, file: lines.file, most: Self.mostValues)
    for attempt in 0..<Self.mostRepeats {
      do {
        return try Parser(yaml: padded, resolver: .basic, encoding: .utf8).singleRoot()
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard rename(keys.first ?? "", at: context.mark, attempt: attempt) else {
          throw .repeatedKeys(keys, at: lines.location(context.mark))
        }
      } catch {
        throw Diagnostic(error, lines: lines)
      }
    }
    throw .repeatedKeys(Array(Set(renamed.values)).sorted(), at: nil)
  }

  /// The text, long enough that Yams may keep a pointer into it: Swift keeps up to 15 bytes inside
  /// the value itself, and those move.
  private var padded: String {
    text.utf8.count > 15 ? text : text + String(repeating: "\n", count: 16)
  }

  private mutating func rename(_ key: String, at mark: Mark, attempt: Int) -> Bool {
    // Not `lines`: the letters put in before are longer than those they replaced.
    let current = TextLines(text, file: "")
    guard var index = current.index(mark), let letter = Unicode.Scalar(0xE000 + attempt) else {
      return false
    }
    if "\"'".unicodeScalars.contains(text.unicodeScalars[index]) {
      text.unicodeScalars.formIndex(after: &index)
    }
    guard key.unicodeScalars.first == text.unicodeScalars[index] else { return false }
    text.unicodeScalars.replaceSubrange(index...index, with: [letter])
    renamed[lines.location(mark)] = key
    return true
  }
}

// MARK: - Converting

extension YAMLDocument {
  /// Aliases can unfold a few lines to billions of values.
  private static let mostValues = 100_000

  private func converted(_ node: Node, count: inout Int) throws(Diagnostic) -> ConfigNode {
    let location = lines.location(of: node)
    count += 1
    guard count <= Self.mostValues else { throw .tooManyValues(Self.mostValues, at: location) }
    return ConfigNode(value: try value(of: node, count: &count), location: location)
  }

  private func value(of node: Node, count: inout Int) throws(Diagnostic) -> ConfigNode.Value {
    switch node {
    case .scalar(let scalar):
      return .scalar(scalar.string, isQuoted: scalar.style != .plain)
    case .sequence(let sequence):
      var list: [ConfigNode] = []
      for element in sequence { list.append(try converted(element, count: &count)) }
      return .list(list)
    case .mapping(let mapping):
      var entries: [ConfigEntry] = []
      for (key, value) in mapping { entries.append(try entry(key, value, count: &count)) }
      return .mapping(entries)
    case .alias:
      // The parser resolves aliases; they are nodes only where YAML is written.
      return .scalar("", isQuoted: false)
    }
  }

  private func entry(
    _ key: Node,
    _ value: Node,
    count: inout Int
  ) throws(Diagnostic) -> ConfigEntry {
    let place = lines.location(of: key)
    guard case .scalar(let name) = key else { throw .keyIsNoName(at: place) }
    return ConfigEntry(
      key: renamed[place] ?? name.string,
      location: place,
      value: try converted(value, count: &count)
    )
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func repeatedKeys(_ keys: [String], at place: SourceLocation?) -> Diagnostic {
    let names = keys.map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(at: place, "\(names) is given more than once", fix: "keep one of them")
  }

  fileprivate static func tooManyValues(_ most: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "the aliases (*name) of this file unfold to more than \(most.grouped) values",
      fix: "write the values themselves"
    )
  }

  fileprivate static func keyIsNoName(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "a list or mapping stands where a key must be",
      fix: "begin the line with a name and a colon"
    )
  }
}
