// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCheck
import TrineCore

extension CheckedWorkspace {
  /// What the catalog knows of a workspace; files that are made from others are not among it.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - keys: Papers of which a text that is not in it names headings.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  public init(_ catalog: Catalog, namedBesides keys: [String] = []) throws {
    self.init()
    pages = try catalog.namedPages().map { page in
      CheckedPage(page.entry, year: page.year, doi: page.doi, arxiv: page.arxiv)
    }
    let runIDs = try catalog.runIDs()
    let files = try catalog.pages(.experiment)
    experiments = Set(files.map(\.name) + runIDs.map(\.experiment))
    experimentFiles = Dictionary(grouping: files, by: \.name).mapValues { $0.map(\.file) }
    runs = Set(try runIDs.map(\.description) + catalog.pages(.report).map(\.name))
    links = try catalog.linkPlaces().map { link in
      CheckedLink(
        link.target,
        heading: link.heading,
        form: link.form,
        isGlued: link.isGlued,
        at: link.location
      )
    }
    claims = try catalog.claims().map { entry in
      let place = SourceLocation(file: entry.file, line: entry.claim.line, column: 1)
      return CheckedClaim(entry.citekey.description, entry.claim.id, at: place)
    }
    headings = try catalog.linkedHeadings(alsoOf: keys).mapValues(Set.init)
    problems = try catalog.findings()
  }
}
