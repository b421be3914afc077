// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCheck
import TrineCore

extension CheckedWorkspace {
  /// What the catalog knows, but of one file what an editor has that is not saved yet.
  public init(_ catalog: Catalog, file: String, text: String) throws {
    let page = PageFolder.page(text, file: file)
    let named = page?.links.filter { $0.heading != nil }.map(\.target.name) ?? []
    try self.init(catalog, namedBesides: named)
    guard let page else { return }
    let isOther = { (place: SourceLocation?) in place?.file != file }
    links = links.filter { isOther($0.location) } + page.links.map { CheckedLink($0, in: file) }
    claims =
      claims.filter { isOther($0.location) }
      + page.claims.map { claim in
        CheckedClaim(
          page.name,
          claim.id,
          at: SourceLocation(file: file, line: claim.line, column: 1)
        )
      }
    problems =
      problems.filter { isOther($0.location) }
      + page.findings.map { finding in
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
