// SPDX-License-Identifier: MIT

public import TrineCore

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
      if let root = try YAMLDocument.node(text, file: file) { read(root, text) }
    } catch {
      problem = "the file is not valid YAML"
      salvage(text)
    }
  }

  private mutating func salvage(_ text: String) {
    let places = NamePlaces(text)
    for name in SalvagedNames(text).names {
      let first = text.utf8.distance(from: text.startIndex, to: name.startIndex)
      let key = Self.key(String(name))
      add(String(name), first..<first + key.utf8.count, places)
    }
  }

  private mutating func read(_ root: ConfigNode, _ text: String) {
    name = root.member("name")?.scalar ?? name
    question = root.member("question")?.scalar
    tags = Self.scalars(root.member("tags")).compactMap(\.scalar)
    let places = NamePlaces(text)
    let claims = root.member("claims")?.elements ?? []
    for node in Self.scalars(root.member("papers")) + claims.compactMap({ $0.member("claim") }) {
      guard let name = node.scalar else { continue }
      add(name, places.bytes(of: Self.key(name), at: node.location), places)
    }
    links.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  private static func scalars(_ node: ConfigNode?) -> [ConfigNode] {
    guard let node else { return [] }
    return node.elements ?? [node]
  }

  /// The key before a claim's `#`.
  private static func key(_ name: String) -> String {
    String(name.prefix { $0 != "#" })
  }

  /// A paper by its key, or a claim of it behind `#`.
  private mutating func add(_ name: String, _ bytes: Range<Int>, _ places: NamePlaces) {
    let key = Self.key(name)
    guard !key.isEmpty else { return }
    let place = places.place(of: bytes.lowerBound)
    let link = PageLink(
      .note(key),
      heading: key == name ? nil : String(name.dropFirst(key.count + 1)),
      form: .field,
      line: place.line,
      column: place.column,
      bytes: bytes
    )
    // Aliases lead to the place of what they stand for.
    if !links.contains(link) { links.append(link) }
  }
}

extension ConfigNode {
  fileprivate func member(_ key: String) -> ConfigNode? {
    entries?.first { $0.key == key }?.value
  }

  fileprivate var scalar: String? {
    guard case .scalar(let text, _) = value else { return nil }
    return text
  }
}
