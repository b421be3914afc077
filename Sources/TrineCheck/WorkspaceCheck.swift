// SPDX-License-Identifier: MIT

import TrineCore

/// A rule of `trine check`: values in, findings out.
protocol CheckRule {
  /// What does not keep the rule.
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding]
}

/// Looks at a workspace with all rules.
public enum WorkspaceCheck {
  private static var rules: [any CheckRule.Type] {
    [
      ToldProblems.self, DanglingNotes.self, DanglingHeadings.self, DanglingRuns.self,
      DanglingExperiments.self, UnknownClaims.self, UnknownMetrics.self, DuplicateClaims.self,
      UntestedClaims.self, SameExperiments.self, SameKeys.self, SameIdentifiers.self,
      SameTitles.self,
      GluedCitations.self, Conflicts.self, UnreadFiles.self, Orphans.self, MadeFiles.self,
    ]
  }

  /// Everything found, by file, line and column.
  public static func findings(in workspace: CheckedWorkspace) -> [Finding] {
    let names = PageNames(workspace.pages.map(\.entry))
    return rules.flatMap { $0.findings(in: workspace, names: names) }
      .filter { workspace.judges($0.location.file) }.inOrder
  }
}

extension [Finding] {
  /// By place; those without a line first.
  fileprivate var inOrder: [Finding] {
    sorted { left, right in
      let (a, b) = (left.location, right.location)
      if a.file != b.file { return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) }
      if a.line != b.line { return a.line ?? 0 < b.line ?? 0 }
      if a.column != b.column { return a.column ?? 0 < b.column ?? 0 }
      if left.rule != right.rule { return left.rule.rawValue < right.rule.rawValue }
      return left.message < right.message
    }
  }
}
