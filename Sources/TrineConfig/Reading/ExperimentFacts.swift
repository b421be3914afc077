// SPDX-License-Identifier: MIT

public import TrineCore
import Yams

/// What an experiment's file says beside its config: enough to list, search and link it, also when the
/// config is not one.
public struct ExperimentFacts: Sendable {
  /// Its name, by default the file's.
  public private(set) var name: String
  /// Its question.
  public private(set) var question: String?
  /// Its tags.
  public private(set) var tags: [String] = []
  /// The papers and claims it names, in order.
  public private(set) var links: [PageLink] = []
  /// Why it is no YAML, in words.
  public private(set) var problem: String?

  /// Reads an experiment's text; `file` is its name.
  public init(_ text: String, file: String) {
    let last = file.split(separator: "/").last ?? ""
    name = String(last.prefix(upTo: last.lastIndex(of: ".") ?? last.endIndex))
    do {
      try YAMLDocument.checkKeys(text, file: file)
      guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8)?.mapping else {
        return
      }
      read(root, text)
    } catch {
      problem = "the file is not valid YAML"
      salvage(text)
    }
  }

  /// Reads what lines name by themselves in a file that is no YAML as a whole: `claim: key#id`, and `papers: [a, b]`.
  ///
  /// So nobody is told that nothing tests a claim, or that nothing links to a paper, while a file is mended.
  private mutating func salvage(_ text: String) {
    let places = ScalarPlaces(text)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      for name in ["claim", "papers"] {
        for word in SalvagedWords(line, behind: name) {
          add(word.text, line: index + 1, column: word.column, places)
        }
      }
    }
    links.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  private mutating func read(_ root: Node.Mapping, _ text: String) {
    name = root["name"]?.scalar?.string ?? name
    question = root["question"]?.scalar?.string
    tags = Self.scalars(root["tags"]).map(\.string)
    let places = ScalarPlaces(text)
    for paper in Self.scalars(root["papers"]) { add(paper, places) }
    for claim in root["claims"]?.sequence ?? [] {
      guard let reference = claim.mapping?["claim"]?.scalar else { continue }
      add(reference, places)
    }
    links.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  private static func scalars(_ node: Node?) -> [Node.Scalar] {
    if let scalar = node?.scalar { return [scalar] }
    return node?.sequence?.compactMap(\.scalar) ?? []
  }

  /// A paper by its key, or a claim of it behind `#`.
  private mutating func add(_ scalar: Node.Scalar, _ places: ScalarPlaces) {
    guard let mark = scalar.mark else { return }
    add(scalar.string, line: mark.line, column: mark.column, places)
  }

  private mutating func add(_ text: String, line: Int, column: Int, _ places: ScalarPlaces) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let key = parts.first, !key.isEmpty,
      let place = places.place(line, column, of: String(key))
    else { return }
    links.append(
      PageLink(
        .note(String(key)),
        heading: parts.count > 1 ? String(parts[1]) : nil,
        form: .field,
        line: line,
        column: place.column,
        bytes: place.bytes
      )
    )
  }
}

/// The words behind a name and its colon on a line: `a` and `b` of `papers: [a, b]`.
private struct SalvagedWords: Sequence, IteratorProtocol {
  private let line: Substring
  private var rest: Substring

  init(_ line: Substring, behind name: String) {
    self.line = line
    let field = line.drop { " -{".contains($0) }
    rest = field.hasPrefix("\(name):") ? field.dropFirst(name.count + 1) : ""
  }

  /// The next word, and its column in scalars, from 1.
  mutating func next() -> (text: String, column: Int)? {
    rest = rest.drop { " [\"'".contains($0) }
    let word = rest.prefix { !" ,]}\"'\r".contains($0) }
    guard !word.isEmpty, !word.hasPrefix("#") else { return nil }
    let column = line.unicodeScalars.distance(from: line.startIndex, to: word.startIndex) + 1
    rest = rest[word.endIndex...].drop { " \"'".contains($0) }
    rest = rest.first == "," && line.contains("[") ? rest.dropFirst() : ""
    return (String(word), column)
  }
}

/// Finds where a scalar's text stands among the bytes, behind its quotes if it has any.
private struct ScalarPlaces {
  private let bytes: [UInt8]
  private let starts: LineStarts

  init(_ text: String) {
    let bytes = Array(text.utf8)
    self.bytes = bytes
    starts = LineStarts(bytes)
  }

  /// Where a text stands that begins at a line, from 1, and a column in scalars, from 1.
  func place(_ line: Int, _ column: Int, of text: String) -> (bytes: Range<Int>, column: Int)? {
    guard (1...starts.count).contains(line) else { return nil }
    let start = starts[line - 1]
    let rest = bytes[start...].prefix { $0 != 0x0A }
    let before = String(decoding: rest, as: UTF8.self).unicodeScalars.prefix(max(0, column - 1))
    var offset = start + before.reduce(0) { $0 + UTF8.width($1) }
    if offset < bytes.count, "\"'".utf8.contains(bytes[offset]) { offset += 1 }
    let range = offset..<offset + text.utf8.count
    guard range.upperBound <= bytes.count, bytes[range].elementsEqual(text.utf8) else { return nil }
    return (range, String(decoding: bytes[start..<offset], as: UTF8.self).count + 1)
  }
}
