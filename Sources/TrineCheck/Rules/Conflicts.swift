// SPDX-License-Identifier: MIT

import TrineCore

/// Texts that somebody saved while another was being saved: nobody has looked at them yet.
enum Conflicts: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    workspace.conflicts.map { file in
      Finding(
        .conflict,
        SourceLocation(file: file, line: 1),
        "this text was saved in the instant in which another took its place",
        fix: "take over what is missing there, and delete it"
      )
    }
  }
}
