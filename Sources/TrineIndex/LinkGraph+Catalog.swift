// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCore

extension LinkGraph {
  /// All pages of a catalog and the runs that links name; reports only where they have links.
  public init(_ catalog: Catalog) throws {
    let book = try LinkBook(catalog)
    let links = try catalog.links()
    let edges = links.map { link in
      Edge(book.node(of: link.page).id, book.node(at: link).id, book.relation(of: link))
    }
    let linked = links.flatMap { [book.node(of: $0.page), book.node(at: $0)] }
    self.init(nodes: book.pages + linked, edges: edges)
  }
}

/// What links mean: which page or run each leads to, and what it says of it.
public struct LinkBook {
  private let names: PageNames
  private let experiments: [String: PageEntry]
  private let runs: Set<String>
  /// The experiments that were run, be their files still there or not.
  private let ranExperiments: Set<String>
  /// Papers, topics and experiments, as nodes of a graph.
  let pages: [LinkGraph.Node]

  /// Reads the names of all pages.
  public init(_ catalog: Catalog) throws {
    let named = try catalog.namedPages().map(\.entry)
    names = PageNames(named)
    let experiments = try catalog.pages(.experiment)
    self.experiments = Dictionary(experiments.map { ($0.name, $0) }) { first, _ in first }
    let ids = try catalog.runIDs()
    runs = Set(try ids.map(\.description) + catalog.pages(.report).map(\.name))
    ranExperiments = Set(runs.compactMap { RunID($0)?.experiment })
    pages =
      named.map { LinkGraph.Node($0.kind == .paper ? .paper : .topic, $0.name, title: $0.title) }
      + experiments.map { LinkGraph.Node(.experiment, $0.name, title: $0.title) }
  }

  /// What a link leads to.
  public func node(of target: LinkTarget) -> LinkGraph.Node {
    switch target {
    case .note(let name):
      guard let page = names[name] else { return .init(.missing, name) }
      return .init(page.kind == .paper ? .paper : .topic, page.name, title: page.title)
    case .run(let id): return .init(runs.contains(id) ? .run : .missing, id)
    case .experiment(let name):
      let isKnown = experiments[name] != nil || ranExperiments.contains(name)
      return .init(isKnown ? .experiment : .missing, name, title: experiments[name]?.title ?? "")
    }
  }

  /// What a link leads to where it stands: a paper's `crossref` means a key in whatever case, as in BibTeX.
  public func node(at link: LinkEntry) -> LinkGraph.Node {
    guard link.page.kind == .paper, link.form == .field else { return node(of: link.target) }
    return paper(link.target) ?? node(of: link.target)
  }

  /// Whether some link with a target may lead to a node.
  public func mayLead(_ target: LinkTarget, to node: LinkGraph.Node) -> Bool {
    self.node(of: target).id == node.id || paper(target)?.id == node.id
  }

  private func paper(_ target: LinkTarget) -> LinkGraph.Node? {
    guard case .note(let name) = target, let page = names.paper(bibTeXKey: name) else { return nil }
    return .init(.paper, page.name, title: page.title)
  }

  /// A page as a node.
  public func node(of page: PageEntry) -> LinkGraph.Node {
    switch page.kind {
    case .paper: .init(.paper, page.name, title: page.title)
    case .topic: .init(.topic, page.name, title: page.title)
    case .experiment: .init(.experiment, page.name, title: page.title)
    case .report: .init(.report, page.name, title: page.title == page.name ? "" : page.title)
    }
  }

  /// What a link says: that a paper criticises another, or that an experiment tests it.
  public func relation(of link: LinkEntry) -> LinkGraph.Relation {
    if link.page.kind == .experiment, link.form == .field { return .tests }
    return link.isCriticism && link.page.kind == .paper ? .criticises : .links
  }

  /// The node that somebody names: `run:ID`, `exp:NAME`, a citation key, a topic's name or title, or an
  /// experiment's name; `nil` when there is none.
  public func node(named text: String) -> LinkGraph.Node? {
    for (prefix, make) in [("run:", LinkTarget.run), ("exp:", LinkTarget.experiment)]
    where text.hasPrefix(prefix) {
      let node = node(of: make(String(text.dropFirst(prefix.count))))
      return node.kind == .missing ? nil : node
    }
    let node = node(of: .note(text))
    if node.kind != .missing { return node }
    return experiments[text] == nil ? nil : self.node(of: .experiment(text))
  }

  /// All names there are, for suggestions.
  public var suggestions: [String] { names.names + experiments.keys.sorted() }
}
