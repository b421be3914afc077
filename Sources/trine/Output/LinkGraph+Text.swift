// SPDX-License-Identifier: MIT

import TrineCore

// MARK: - Graphviz

extension LinkGraph {
  /// As `dot` takes it (Graphviz, "DOT Language").
  var dot: String {
    let nodes = nodes.map { node in
      "  \(Self.quoted(node.id)) [label=\(Self.quoted(node.name)), shape=\(node.kind.shape)"
        + (node.title.isEmpty ? "" : ", tooltip=\(Self.quoted(node.title))")
        + (node.kind == .missing ? ", style=dashed" : "") + "];"
    }
    let edges = edges.map { edge in
      let style =
        edge.relation == .links ? "" : " [label=\(edge.relation.rawValue)\(edge.relation.colour)]"
      return "  \(Self.quoted(edge.from)) -> \(Self.quoted(edge.to))\(style);"
    }
    return (["digraph trine {", "  rankdir=LR;"] + nodes + edges + ["}"]).joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { "\"\\".contains($0) ? "\\\($0)" : $0.isNewline ? " " : String($0) }
    return "\"\(escaped.joined())\""
  }
}

// MARK: - Mermaid

extension LinkGraph {
  /// As Mermaid takes it, in Markdown on GitHub among others.
  var mermaid: String {
    let numbers = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.id, "n\($0)") })
    let nodes = nodes.map { node in
      let (open, close) = node.kind.brackets
      return "  \(numbers[node.id] ?? "")\(open)\"\(Self.plain(node.name))\"\(close)"
    }
    let edges = edges.map { edge in
      let label = edge.relation == .links ? "" : "|\(edge.relation.rawValue)|"
      return "  \(numbers[edge.from] ?? "") -->\(label) \(numbers[edge.to] ?? "")"
    }
    return (["graph LR"] + nodes + edges).joined(separator: "\n")
  }

  /// What Mermaid would read as HTML, as its own entities or as Markdown goes by entities, which it writes
  /// with `#` (its documentation, "Entity codes to escape characters").
  private static func plain(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "#quot;"
      case "<": "#lt;"
      case ">": "#gt;"
      case "&": "#amp;"
      case "#": "#35;"
      case "`": "#96;"
      default: scalar.properties.isWhitespace ? " " : String(scalar)
      }
    }.joined()
  }
}

// MARK: - JSON

extension LinkGraph {
  /// `nodes` with `id`, `kind`, `name`, `title`, and `edges` with `from`, `to`, `relation`.
  var json: JSONValue {
    .object([
      "nodes": .array(
        nodes.map { node in
          .object([
            "id": .string(node.id), "kind": .string(node.kind.rawValue), "name": .string(node.name),
            "title": .string(node.title),
          ])
        }
      ),
      "edges": .array(
        edges.map { edge in
          .object([
            "from": .string(edge.from), "to": .string(edge.to),
            "relation": .string(edge.relation.rawValue),
          ])
        }
      ),
    ])
  }
}

// MARK: - Looks

extension LinkGraph.Kind {
  fileprivate var shape: String {
    switch self {
    case .paper: "box"
    case .topic: "ellipse"
    case .experiment: "hexagon"
    case .run: "circle"
    case .report: "note"
    case .missing: "plaintext"
    }
  }

  fileprivate var brackets: (String, String) {
    switch self {
    case .paper: ("[", "]")
    case .topic: ("(", ")")
    case .experiment: ("{{", "}}")
    case .run: ("((", "))")
    case .report: ("[/", "/]")
    case .missing: (">", "]")
    }
  }
}

extension LinkGraph.Relation {
  fileprivate var colour: String {
    switch self {
    case .links: ""
    case .criticises: ", color=red"
    case .tests: ", color=blue"
    }
  }
}
