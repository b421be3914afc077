// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineIndex

/// The links of a page or run, from both ends.
struct LinkRows {
  let open: OpenWorkspace
  let book: LinkBook

  /// Reads the names of all pages.
  init(_ open: OpenWorkspace) throws {
    self.open = open
    book = try LinkBook(open.catalog)
  }

  /// The links that lead away from a page or run, then those that lead to it.
  func rows(of node: LinkGraph.Node) throws -> [LinkRow] {
    try outgoing(node) + incoming(node)
  }

  /// The links that lead to a page or run, and the experiments whose runs name a paper.
  func incoming(_ node: LinkGraph.Node) throws -> [LinkRow] {
    let names = try open.catalog.linkTargets().filter { book.mayLead($0, to: node) }
    let links = try names.flatMap { try open.catalog.links(to: $0) }
      .filter { book.node(of: $0.page).id != node.id && book.node(at: $0).id == node.id }
      .sorted { ($0.page.file, $0.line, $0.column) < ($1.page.file, $1.line, $1.column) }
    let rows = links.map { LinkRow(to: $0, book) }
    guard node.kind == .paper, let key = CitationKey(node.name) else { return rows }
    let told = Set(rows.filter { $0.node.kind == .experiment }.map(\.node.name))
    let tested = try open.catalog.experimentsByPaper()[key] ?? []
    return rows + tested.filter { !told.contains($0) }.map(LinkRow.init(testedBy:))
  }

  private func outgoing(_ node: LinkGraph.Node) throws -> [LinkRow] {
    let kind: PageKind? =
      switch node.kind {
      case .paper: .paper
      case .topic: .topic
      case .experiment: .experiment
      case .report: .report
      case .run, .missing: nil
      }
    guard let kind else { return [] }
    let files = try open.catalog.pages(kind).filter { $0.name == node.name }.map(\.file)
    return try files.flatMap { try open.catalog.links(in: $0) }.map { LinkRow(from: $0, book) }
  }

  /// What somebody names.
  /// - Throws: a `Diagnostic` that suggests the nearest name.
  func node(named name: String) throws -> LinkGraph.Node {
    if let node = book.node(named: name) { return node }
    throw Diagnostic.nothingNamed(name, nearest: nearestName(to: name, among: book.suggestions))
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func nothingNamed(_ name: String, nearest: String?) -> Diagnostic {
    Diagnostic(
      .usage,
      "there is no paper, topic, experiment or run '\(name)'",
      fix: nearest.map { "did you mean '\($0)'?" }
        ?? "name a citation key, a topic, run:ID or exp:NAME"
    )
  }
}
