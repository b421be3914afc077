// SPDX-License-Identifier: MIT

import TrineCore

/// Files that are made from others are as they would be made now.
enum MadeFiles: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.madeFiles.compactMap(finding)
  }

  private static func finding(_ made: MadeFile) -> Finding? {
    let place = SourceLocation(file: made.file)
    switch made.state {
    case .current: return nil
    case .edited(let problem):
      return Finding(made.isBibliography ? .staleReferences : .staleReport, problem)
    case .unverifiable(let runs):
      return Finding(
        .unverifiedReport,
        place,
        "it cannot be compared: \(runs.count == 1 ? "run" : "runs") \(list(runs)) not in this workspace",
        fix: "check it where the run folders are"
      )
    case .outOfDate:
      return Finding(
        made.isBibliography ? .staleReferences : .staleReport,
        place,
        made.isBibliography
          ? "the bibliography is not what the notes say"
          : "the report is not what the runs and notes say",
        fix: "make it anew: \(made.command)",
        isFixable: true
      )
    }
  }

  private static func list(_ runs: [String]) -> String {
    let shown = runs.prefix(3).joined(separator: ", ")
    let more = runs.count > 3 ? " and \(runs.count - 3) more" : ""
    return shown + more + (runs.count == 1 ? " is" : " are")
  }
}
