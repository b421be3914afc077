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
    }
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
    let parts = scalar.string.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let key = parts.first, !key.isEmpty, let mark = scalar.mark,
      let place = places.place(mark.line, mark.column, of: String(key))
    else { return }
    links.append(
      PageLink(
        .note(String(key)),
        heading: parts.count > 1 ? String(parts[1]) : nil,
        form: .field,
        line: mark.line,
        column: place.column,
        bytes: place.bytes
      )
    )
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
