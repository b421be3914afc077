// SPDX-License-Identifier: MIT

import TrineCore

/// Links lead to a run that is there.
enum DanglingRuns: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.links.compactMap { link in
      guard case .run(let id) = link.target, !workspace.runs.contains(id) else { return nil }
      let nearest = nearestName(to: id, among: workspace.runs.sorted())
      return Finding(
        .danglingRun,
        link.location,
        "there is no run '\(id)'",
        fix: nearest.map { "did you mean '\($0)'?" } ?? "see the runs there are: trine runs"
      )
    }
  }
}
