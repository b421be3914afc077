// SPDX-License-Identifier: MIT

import TrineCore

/// Links lead to an experiment that is there, or was when it was run.
enum DanglingExperiments: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.links.compactMap { link in
      guard case .experiment(let name) = link.target, !workspace.experiments.contains(name) else {
        return nil
      }
      let nearest = nearestName(to: name, among: workspace.experiments.sorted())
      return Finding(
        .danglingExperiment,
        link.location,
        "there is no experiment '\(name)'",
        fix: nearest.map { "did you mean '\($0)'?" }
          ?? "write \(Workspace.experiments)/\(name).yaml, or take the link out"
      )
    }
  }
}
