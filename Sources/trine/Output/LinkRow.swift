// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineIndex

/// A link as one of its ends sees it.
struct LinkRow {
  /// `links to`, `criticises`, `tests`, or the same from the other end.
  let relation: String
  /// The other end.
  let node: LinkGraph.Node
  /// Where it stands; `nil` for what only runs say.
  let location: SourceLocation?
  /// The heading or claim it leads to.
  let heading: String?
  let isOutgoing: Bool

  /// A link that leads away.
  init(from link: LinkEntry, _ book: LinkBook) {
    self.init(link, book.node(at: link), book.relation(of: link).outgoing, isOutgoing: true)
  }

  /// A link that leads here.
  init(to link: LinkEntry, _ book: LinkBook) {
    self.init(link, book.node(of: link.page), book.relation(of: link).incoming, isOutgoing: false)
  }

  /// An experiment whose runs name a paper.
  init(testedBy experiment: String) {
    relation = LinkGraph.Relation.tests.incoming
    node = LinkGraph.Node(.experiment, experiment)
    (location, heading, isOutgoing) = (nil, nil, false)
  }

  private init(_ link: LinkEntry, _ node: LinkGraph.Node, _ relation: String, isOutgoing: Bool) {
    self.relation = relation
    self.node = node
    location = SourceLocation(file: link.page.file, line: link.line, column: link.column)
    heading = link.heading
    self.isOutgoing = isOutgoing
  }
}

extension LinkGraph.Relation {
  fileprivate var outgoing: String { self == .links ? "links to" : rawValue }

  fileprivate var incoming: String {
    switch self {
    case .links: "linked from"
    case .criticises: "criticised by"
    case .tests: "tested by"
    }
  }
}

// MARK: - Forms

extension LinkRow {
  /// `criticised by paper x (notes/papers/x.md:12:3)`.
  var text: String {
    let place = location.map { " (\($0))" } ?? ""
    return "\(relation) \(node.kind.rawValue) \(node.name)\(place)".withoutControls
  }

  /// What JSON shows of it.
  var json: JSONValue {
    .object([
      "direction": .string(isOutgoing ? "out" : "back"),
      "relation": .string(relation),
      "kind": .string(node.kind.rawValue),
      "name": .string(node.name),
      "title": .string(node.title),
      "heading": heading.map(JSONValue.string) ?? .null,
      "file": (location?.file).map(JSONValue.string) ?? .null,
      "line": (location?.line).map(JSONValue.integer) ?? .null,
      "column": (location?.column).map(JSONValue.integer) ?? .null,
    ])
  }

  /// All of them as a table.
  static func table(_ rows: [LinkRow]) -> TextTable {
    var table = TextTable([
      ("relation", .left), ("kind", .left), ("name", .left), ("heading", .left), ("place", .left),
      ("title", .left),
    ])
    for row in rows {
      table.append([
        row.relation, row.node.kind.rawValue, row.node.name, row.heading ?? "",
        row.location?.description ?? "", row.node.title,
      ])
    }
    return table
  }
}
