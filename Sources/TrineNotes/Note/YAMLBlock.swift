// SPDX-License-Identifier: MIT

import TrineCore
import Yams

/// The one door to the YAML library: text in, nodes or a diagnostic out.
enum YAMLBlock {
  /// The tree of a block; `nil` when it is empty.
  ///
  /// Values are not resolved to types (which would cost a regular expression each): a scalar is its text.
  /// - Throws: an error of the library, or a `Diagnostic` where aliases unfold to more than anyone writes.
  static func compose(_ text: String) throws -> Node? {
    try AliasKeys.check(text, most: mostValues)
    let root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    if let root, text.utf8.contains(UInt8(ascii: "*")) {
      var left = mostValues
      try count(root, &left)
    }
    return root
  }

  /// The fields of a block by their keys; `nil` when it is no mapping.
  /// - Throws: a `Diagnostic` where aliases unfold to more than anyone writes.
  static func fields(_ text: String) throws -> [String: Node]? {
    do {
      guard let root = try compose(text) else { return [:] }
      guard let mapping = root.mapping else { return nil }
      var fields: [String: Node] = [:]
      for (key, value) in mapping { fields[key.scalar?.string ?? "? \(key)"] = value }
      return fields
    } catch let problem as Diagnostic {
      throw problem
    } catch {
      return nil
    }
  }

  /// What the text of a value says.
  static func value(_ text: String) -> Node? {
    (try? fields("value: \(text)\n"))?["value"]
  }

  /// An error of the library in the file's own lines and columns.
  static func diagnostic(
    _ error: any Error,
    file: String,
    offset: Int,
    lines: [Substring]
  ) -> Diagnostic {
    if var told = error as? Diagnostic {
      let line = told.location?.line.map { $0 + offset }
      told.location = SourceLocation(file: file, line: line ?? 1, column: told.location?.column)
      return told
    }
    let (place, problem) = problem(error, lines: lines)
    return Diagnostic(
      at: SourceLocation(
        file: file,
        line: min(place.line, max(1, lines.count)) + offset,
        column: lines.indices.contains(place.line - 1)
          ? column(place.column, in: lines[place.line - 1]) : nil
      ),
      "the front matter is not valid YAML: \(problem)",
      fix: isTwice(error)
        ? "take one of the two away"
        : "put text that has ': ', '#', brackets or quotes in it between double quotes"
    )
  }
}

// MARK: - Aliases

extension YAMLBlock {
  /// Aliases can unfold a few lines to billions of values, which are counted as long as they are few.
  private static let mostValues = 10_000

  private static func count(_ node: Node, _ left: inout Int) throws {
    left -= 1
    guard left >= 0 else { throw Diagnostic.tooManyValues(mostValues) }
    for (key, value) in node.mapping ?? [:] {
      try count(key, &left)
      try count(value, &left)
    }
    for element in node.sequence ?? [] { try count(element, &left) }
  }
}

extension Diagnostic {
  fileprivate static func tooManyValues(_ most: Int) -> Diagnostic {
    Diagnostic(
      .badData,
      "the aliases (*name) of the front matter unfold to more than \(most.grouped) values",
      fix: "write the values themselves"
    )
  }
}

// MARK: - Errors of the library

extension YAMLBlock {
  /// A line and a column in scalars, both from 1.
  private typealias Place = (line: Int, column: Int)

  private static func isTwice(_ error: any Error) -> Bool {
    if case .duplicatedKeysInMapping? = error as? YamlError { true } else { false }
  }

  /// Columns are counted in scalars there, in characters here.
  private static func column(_ scalars: Int, in line: Substring) -> Int {
    Substring(line.unicodeScalars.prefix(max(0, scalars - 1))).count + 1
  }

  private static func problem(_ error: any Error, lines: [Substring]) -> (Place, String) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      ((mark.line, mark.column), (context.map { "\($0.text), " } ?? "") + problem)
    case .reader(let problem, let offset, _, let yaml):
      (place(of: offset ?? 0, in: yaml), problem)
    case .duplicatedKeysInMapping(let keys, let context):
      duplicate(keys.sorted().first ?? "", (context.mark.line, context.mark.column), lines)
    default: ((1, 1), "\(error)")
    }
  }

  /// The second of two lines that give one key.
  private static func duplicate(
    _ key: String,
    _ first: Place,
    _ lines: [Substring]
  ) -> (Place, String) {
    let last = lines.lastIndex { $0.hasPrefix("\(key):") }
    return (last.map { ($0 + 1, 1) } ?? first, "'\(key)' is given twice")
  }

  private static func place(of offset: Int, in yaml: String) -> Place {
    let before = yaml.prefix(offset)
    let lineStart = before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex
    return (
      before.count(where: { $0 == "\n" }) + 1, before[lineStart...].unicodeScalars.count + 1
    )
  }
}
