// SPDX-License-Identifier: MIT

import TrineCore

/// What the readers of notes and experiments found wrong, which needs no look at other files.
enum ToldProblems: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.problems.map { problem in
      let rule = problem.rule.flatMap(RuleName.init) ?? .frontMatter
      return Finding(rule, problem, isFixable: rule == .keyDiffers)
    }
  }
}
