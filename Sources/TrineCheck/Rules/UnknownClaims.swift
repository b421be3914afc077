// SPDX-License-Identifier: MIT

import TrineCore

/// Experiments name claims that a note makes.
enum UnknownClaims: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    let claims = Dictionary(grouping: workspace.claims, by: \.citekey)
    return workspace.links.compactMap { link in
      guard link.form == .field, let id = link.heading, case .note(let name) = link.target,
        let page = names[name]
      else { return nil }
      let ids = claims[page.name]?.map(\.id) ?? []
      guard !ids.contains(id) else { return nil }
      return Finding(
        .unknownClaim,
        link.location,
        "'\(page.name)' makes no claim '\(id)'",
        fix: fix(id, ids, page.file)
      )
    }
  }

  private static func fix(_ id: String, _ ids: [String], _ file: String) -> String {
    if let nearest = nearestName(to: id, among: ids) { return "did you mean '\(nearest)'?" }
    return "add it to the claims of \(file): - `\(id)` and what is claimed"
  }
}
