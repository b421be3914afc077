// SPDX-License-Identifier: MIT

/// Pages and runs, and how they are linked.
public struct LinkGraph: Hashable, Sendable {
  /// What a node is.
  public enum Kind: String, Sendable, CaseIterable {
    case paper, topic, experiment, run, report
    /// What a link names and is not there.
    case missing
  }

  /// A page or a run.
  public struct Node: Hashable, Sendable {
    /// What it is.
    public var kind: Kind
    /// What links call it.
    public var name: String
    /// Its title; an experiment's question.
    public var title: String

    /// Makes a node.
    public init(_ kind: Kind, _ name: String, title: String = "") {
      self.kind = kind
      self.name = name
      self.title = title
    }

    /// What no other node is called, such as `paper:chen2016revisiting`.
    public var id: String { "\(kind.rawValue):\(name)" }
  }

  /// What a link says.
  public enum Relation: String, Sendable, CaseIterable {
    case links, criticises, tests
  }

  /// A link, from a node's id to another's.
  public struct Edge: Hashable, Sendable {
    /// Where it stands.
    public var from: String
    /// Where it leads.
    public var to: String
    /// What it says.
    public var relation: Relation

    /// Makes an edge.
    public init(_ from: String, _ to: String, _ relation: Relation) {
      self.from = from
      self.to = to
      self.relation = relation
    }
  }

  /// The nodes, by kind and name.
  public private(set) var nodes: [Node]
  /// The edges, by their ends; those of a page to itself are left out.
  public private(set) var edges: [Edge]

  /// Makes a graph; an edge that only says that there is a link goes where another says more.
  public init(nodes: some Sequence<Node>, edges: some Sequence<Edge>) {
    let telling = Set(edges.filter { $0.from != $0.to })
    let said = Set(telling.filter { $0.relation != .links }.map { [$0.from, $0.to] })
    self.nodes = Set(nodes).sorted { $0.id < $1.id }
    self.edges = telling.filter { $0.relation != .links || !said.contains([$0.from, $0.to]) }
      .sorted { ($0.from, $0.to, $0.relation.rawValue) < ($1.from, $1.to, $1.relation.rawValue) }
  }

  /// The part within so many steps of a node, in either direction.
  public func around(_ id: String, depth: Int) -> LinkGraph {
    var near: Set<String> = [id]
    for _ in 0..<max(0, depth) {
      let next = edges.flatMap { edge in
        near.contains(edge.from) ? [edge.to] : near.contains(edge.to) ? [edge.from] : []
      }
      guard !near.isSuperset(of: next) else { break }
      near.formUnion(next)
    }
    return LinkGraph(
      nodes: nodes.filter { near.contains($0.id) },
      edges: edges.filter { near.contains($0.from) && near.contains($0.to) }
    )
  }
}
