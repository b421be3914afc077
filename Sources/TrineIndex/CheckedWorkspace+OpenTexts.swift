// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCheck
import TrineCore

extension CheckedWorkspace {
  /// What is needed to judge the texts that an editor has open, as they stand: of other files only what
  /// leads to these or is named by them, for this is asked at each keystroke.
  public init(_ catalog: Catalog, open: OpenTexts) throws {
    try self.init(
      catalog,
      pages: open.namedPages(in: catalog),
      experiments: open.experiments(in: catalog)
    )
    scope = open.files
    let names = PageNames(pages.map(\.entry))
    let others = try Self.links(to: open.files, names, in: catalog)
    links =
      others.filter { !open.files.contains($0.location.file) }
      + open.pages.flatMap { file, page in page.links.map { CheckedLink($0, in: file) } }
    try takeParts(named: links, names, in: catalog)
    for (file, page) in open.pages { replace(file, page) }
  }

  /// The links by whatever names to the pages of some files.
  private static func links(
    to files: Set<String>,
    _ names: PageNames,
    in catalog: Catalog
  ) throws -> [CheckedLink] {
    let targets = try catalog.linkTargets().compactMap { target -> String? in
      guard case .note(let name) = target else { return nil }
      let pages = [names[name], names.paper(bibTeXKey: name)]
      return pages.contains { $0.map { files.contains($0.file) } ?? false } ? name : nil
    }
    return try catalog.linkPlaces(toNotes: targets).map(CheckedLink.init)
  }

  /// Takes in the headings and claims of the pages that links with a heading lead to.
  private mutating func takeParts(
    named links: [CheckedLink],
    _ names: PageNames,
    in catalog: Catalog
  ) throws {
    let files = Set(
      links.compactMap { link -> String? in
        guard link.heading != nil, case .note(let name) = link.target else { return nil }
        return names[name]?.file
      }
    ).sorted()
    claims = try catalog.claims(in: files).map(CheckedClaim.init)
    headings = try catalog.headings(of: files).mapValues(Set.init)
  }

  /// Takes what a text says of its page for what the catalog does.
  private mutating func replace(_ file: String, _ page: Page) {
    claims.removeAll { $0.location.file == file }
    claims += page.claims.map { claim in
      let place = SourceLocation(file: file, line: claim.line, column: 1)
      return CheckedClaim(page.name, claim.id, at: place)
    }
    problems += page.findings.map { finding in
      let place = finding.location
      var finding = finding
      finding.location = SourceLocation(file: file, line: place?.line, column: place?.column)
      return finding
    }
    headings[file] = Set(page.headings)
  }
}

extension CheckedLink {
  fileprivate init(_ link: PageLink, in file: String) {
    self.init(
      link.target,
      heading: link.heading,
      form: link.form,
      isGlued: link.isGlued,
      at: SourceLocation(file: file, line: link.line, column: link.column)
    )
  }
}
