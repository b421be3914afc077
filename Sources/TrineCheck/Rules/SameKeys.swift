// SPDX-License-Identifier: MIT

import TrineCore

/// No two papers have keys that differ in case alone: to BibTeX they are one, and it drops the second.
enum SameKeys: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    var first: [BibTeXKey: CheckedPage] = [:]
    return workspace.pages.compactMap { page in
      guard page.entry.kind == .paper else { return nil }
      let key = BibTeXKey(page.entry.name)
      guard let other = first[key], other.entry.name != page.entry.name else {
        first[key] = first[key] ?? page
        return nil
      }
      return Finding(
        .sameKey,
        SourceLocation(file: page.entry.file, line: 1),
        "'\(page.entry.name)' and '\(other.entry.name)' differ in case alone, which BibTeX does not regard",
        fix: "give one of them another key: trine paper rename \(page.entry.name) NEW"
      )
    }
  }
}
