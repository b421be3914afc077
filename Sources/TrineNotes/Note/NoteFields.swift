// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// What the front matter of a paper note says, read field by field, with everything wrong in it.
///
/// Numbers and words are taken as they are written: `arxiv: 1604.00980` keeps its last zero.
struct NoteFields {
  let file: String
  /// What was found wrong, in the order of reading.
  private(set) var findings: [Diagnostic] = []
  private var values: [Value] = []
  /// Fields that are written in a block that is no YAML, and whose values cannot be told.
  private var unreadable: Set<String> = []

  private struct Value {
    var key: String
    var node: Node
    /// The lines of the file above the YAML the node's mark counts in.
    var offset: Int
  }

  /// The keys Trine knows; others are kept in the file and not read.
  static let known = [
    "citekey", "aliases", "title", "authors", "year", "venue", "arxiv", "doi", "tags", "status",
    "added", "read", "priority", "bibtex",
  ]

  init(_ lines: [Substring], _ frontMatter: FrontMatter, file: String) {
    self.file = file
    switch frontMatter {
    case .missing: findings.append(.noFrontMatter(file))
    case .unterminated:
      findings.append(.unterminated(file))
      salvage(lines[frontMatter.yaml])
    case .closed(let range): read(lines[range])
    }
  }

  private mutating func read(_ lines: ArraySlice<Substring>) {
    let offset = lines.startIndex
    do {
      let text = lines.joined(separator: "\n") + "\n"
      switch try YAMLBlock.compose(text) {
      case .mapping(let mapping)?:
        values = mapping.compactMap { key, node in
          key.scalar.map { Value(key: $0.string, node: node, offset: offset) }
        }
      case nil: break
      case let node?: findings.append(.notAMapping(node, location(of: node, offset)))
      }
    } catch {
      findings.append(YAMLBlock.diagnostic(error, file: file, offset: offset, lines: Array(lines)))
      salvage(lines)
    }
  }

  /// Reads what it can of a block that is no YAML as a whole: each line that is a field by itself.
  private mutating func salvage(_ lines: ArraySlice<Substring>) {
    for (index, line) in zip(lines.indices, lines) {
      guard let key = Self.known.first(where: { line.hasPrefix("\($0):") }) else { continue }
      guard let block = try? YAMLBlock.compose(String(line) + "\n"), let node = block.mapping?[key],
        ![.literal, .folded].contains(node.scalar?.style)
      else {
        unreadable.insert(key)
        continue
      }
      values.append(Value(key: key, node: node, offset: index))
    }
  }
}

// MARK: - Fields

extension NoteFields {
  /// A text; `nil` when it is missing, empty or no text.
  mutating func text(_ key: String) -> String? {
    guard let value = value(of: key) else { return nil }
    guard let scalar = value.node.scalar else {
      tell(key) { .mistyped(key, value.node, "text in one line, in quotes", $0) }
      return nil
    }
    return scalar.string.isBlank ? nil : scalar.string
  }

  /// A list of texts; a single text counts as a list of one, and is told.
  mutating func list(_ key: String) -> [String] {
    guard let value = value(of: key) else { return [] }
    guard let sequence = value.node.sequence else {
      let wanted = "a list such as \(key == "tags" ? "[sync, async]" : "[\"Family, Given\"]")"
      tell(key) { .mistyped(key, value.node, wanted, $0) }
      return value.node.scalar.map { [$0.string] } ?? []
    }
    return sequence.compactMap { element in
      if element.scalar == nil {
        let place = location(of: element, value.offset)
        findings.append(.mistyped(key, element, "a list of texts", place))
      }
      return element.scalar?.string
    }
  }

  /// A value made from a text; told when it cannot be.
  mutating func value<T>(
    _ key: String,
    _ wanted: (String) -> String,
    _ make: (String) -> T?
  ) -> T? {
    guard let node = value(of: key)?.node, let text = text(key) else { return nil }
    if let value = make(text) { return value }
    tell(key) { .mistyped(key, node, wanted(text), $0) }
    return nil
  }

  /// The keys and values of a field, and how to tell where one stands; a value of another kind is told.
  mutating func mapping(_ key: String) -> (Node.Mapping, (Node) -> SourceLocation)? {
    guard let value = value(of: key) else { return nil }
    guard let mapping = value.node.mapping else {
      tell(key) { .mistyped(key, value.node, "indented lines of 'field: \"value\"'", $0) }
      return nil
    }
    let (file, offset) = (file, value.offset)
    return (mapping, { Self.location(of: $0, file, offset) })
  }

  /// Tells something that was found in a field.
  mutating func tell(_ finding: Diagnostic) {
    findings.append(finding)
  }

  /// Tells that a field that must be there is not, naming one that may be it misspelt.
  mutating func missing(_ key: String) {
    guard !unreadable.contains(key) else { return }
    let unknown = values.map(\.key).filter { !Self.known.contains($0) }
    findings.append(.missing(key, file, nearestName(to: key, among: unknown)))
  }

  /// Tells something about a field's value, or about the file where it has no such field.
  mutating func tell(_ key: String, _ make: (SourceLocation) -> Diagnostic) {
    let value = values.first { $0.key == key }
    let place = value.map { location(of: $0.node, $0.offset) }
    findings.append(make(place ?? SourceLocation(file: file, line: 1)))
  }

  private func value(of key: String) -> Value? {
    guard let value = values.first(where: { $0.key == key }) else { return nil }
    guard let scalar = value.node.scalar else { return value }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string) ? nil : value
  }

  private func location(of node: Node, _ offset: Int) -> SourceLocation {
    Self.location(of: node, file, offset)
  }

  private static func location(of node: Node, _ file: String, _ offset: Int) -> SourceLocation {
    SourceLocation(file: file, line: node.mark.map { $0.line + offset }, column: node.mark?.column)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noFrontMatter(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "the note has no front matter",
      fix: "begin the file with a line '---', lines such as 'title: \"…\"', and a line '---'"
    )
  }

  fileprivate static func unterminated(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "the front matter that begins here is not terminated",
      fix: "put a line '---' after its last field"
    )
  }

  fileprivate static func missing(_ key: String, _ file: String, _ meant: String?) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: 1),
      "the front matter has no '\(key)'",
      fix: meant.map { "write '\(key)' for '\($0)'" } ?? "add a line '\(key): \"…\"'"
    )
  }

  fileprivate static func notAMapping(_ node: Node, _ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "the front matter is \(node.words); it must be lines of 'key: value'",
      fix: "write a line for each field, such as 'year: 2016'"
    )
  }

  fileprivate static func mistyped(
    _ key: String,
    _ node: Node,
    _ wanted: String,
    _ location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(key)' is \(node.words)",
      fix: "write \(wanted) after '\(key):'"
    )
  }
}

extension Node {
  /// What the value is, in words.
  fileprivate var words: String {
    switch self {
    case .scalar(let scalar): "'\(scalar.string)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    }
  }
}
