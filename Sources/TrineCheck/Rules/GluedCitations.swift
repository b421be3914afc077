// SPDX-License-Identifier: MIT

import TrineCore

/// Citations stand apart from letters: pandoc reads `@key` behind or before kana, `@key/more`, and what is
/// right behind emphasis, as other text or another key (Pandoc User's Guide, "Citation syntax").
enum GluedCitations: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.links.compactMap { link in
      guard link.isGlued, link.form == .citation, case .note(let name) = link.target else {
        return nil
      }
      return Finding(
        .gluedCitation,
        link.location,
        "'@\(name)' touches letters or emphasis, so that pandoc does not see the citation",
        fix: "write [@\(name)]",
        isFixable: names[name] != nil
      )
    }
  }
}
