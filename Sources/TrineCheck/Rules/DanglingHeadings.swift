// SPDX-License-Identifier: MIT

import TrineCore

/// Links with a heading lead to one that is there, or to a claim.
enum DanglingHeadings: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    let claims = Set(workspace.claims.map { "\($0.citekey)#\($0.id)" })
    return workspace.links.compactMap { link in
      // What stands behind an address is spelt as each site that shows the page spells its headings.
      guard ![.field, .address].contains(link.form), let heading = link.heading,
        case .note(let name) = link.target, let page = names[name],
        !claims.contains("\(page.name)#\(heading)"),
        workspace.headings[page.file]?.contains(FoldedHeading.text(heading)) != true
      else { return nil }
      return Finding(
        .danglingHeading,
        link.location,
        "'\(page.name)' has no heading and no claim '\(heading)'",
        fix: "name one of those in \(page.file)"
      )
    }
  }
}
