// SPDX-License-Identifier: MIT

import TrineCore

/// Experiments have a name each: two of one would count each other's runs as their own.
enum SameExperiments: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.experimentFiles.flatMap { name, files in
      files.compactMap { file in
        let others = files.filter { $0 != file }
        return others.isEmpty ? nil : finding(name, file, others)
      }
    }
  }

  private static func finding(_ name: String, _ file: String, _ others: [String]) -> Finding {
    Finding(
      .sameExperiment,
      SourceLocation(file: file, line: 1),
      "the experiment '\(name)' is also that of \(others.sorted().joined(separator: " and "))",
      fix: "give one of them another 'name'"
    )
  }
}
