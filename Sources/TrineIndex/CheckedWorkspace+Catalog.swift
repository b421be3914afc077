// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCheck
import TrineCore

extension CheckedWorkspace {
  /// What the catalog knows of a workspace; files that are made from others are not among it.
  ///
  /// - Parameter catalog: The catalog.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  public init(_ catalog: Catalog) throws {
    let experiments = try catalog.pages(.experiment).map { ($0.name, $0.file) }
    try self.init(catalog, pages: catalog.namedPages(), experiments: experiments)
    links = try catalog.linkPlaces().map(CheckedLink.init)
    claims = try catalog.claims().map(CheckedClaim.init)
    headings = try catalog.linkedHeadings().mapValues(Set.init)
    problems = try catalog.findings()
  }

  /// Pages, experiments and runs alone.
  init(
    _ catalog: Catalog,
    pages: [NamedPage],
    experiments files: [(name: String, file: String)]
  ) throws {
    self.init()
    self.pages = pages.map { page in
      CheckedPage(page.entry, year: page.year, doi: page.doi, arxiv: page.arxiv)
    }
    let runIDs = try catalog.runIDs()
    experiments = Set(files.map(\.name) + runIDs.map(\.experiment))
    experimentFiles = Dictionary(grouping: files, by: \.name).mapValues { $0.map(\.file) }
    runs = Set(try runIDs.map(\.description) + catalog.pages(.report).map(\.name))
  }
}

extension CheckedLink {
  /// A link as the catalog has it.
  init(_ link: LinkPlace) {
    self.init(
      link.target,
      heading: link.heading,
      form: link.form,
      isGlued: link.isGlued,
      at: link.location
    )
  }
}

extension CheckedClaim {
  /// A claim as the catalog has it.
  init(_ entry: ClaimEntry) {
    let place = SourceLocation(file: entry.file, line: entry.claim.line, column: 1)
    self.init(entry.citekey.description, entry.claim.id, at: place)
  }
}
