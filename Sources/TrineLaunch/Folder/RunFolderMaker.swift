// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore
import TrineFiles

/// Makes the folder of a new run, under a number nobody else has.
enum RunFolderMaker {
  /// Takes the first free number after `last` and writes the plan and the first transition.
  ///
  /// `mkdir` decides between two commands that want the same number.
  static func make(
    _ plan: RunPlan,
    environment: RunEnvironment,
    after last: Int,
    in workspace: Workspace
  ) throws -> (run: Run, folder: RunFolder) {
    let id = try takeNumber(plan.name, after: last, in: workspace)
    let folder = RunFolder(workspace.path(Workspace.folder(id)))
    let now = Date()
    let queued = RunTransition(
      time: Timestamp.text(now),
      status: .queued,
      uid: ULID(at: now).description,
      supervisor: ProcessIdentity.current()
    )
    try FileText.replace(folder.plan, with: JSONText.pretty(plan))
    try FileText.replace(folder.environment, with: JSONText.pretty(environment))
    try FileText.append(line: JSONText.line(queued), to: folder.supervisorEvents)
    return (try RunReader.run(id, in: workspace), folder)
  }

  private static func takeNumber(
    _ name: String,
    after last: Int,
    in workspace: Workspace
  ) throws -> RunID {
    try Folder.make(workspace.path(Workspace.runs))
    var id = RunID(experiment: name, number: last + 1)
    while try !Folder.create(workspace.path(Workspace.folder(id))) {
      id = RunID(experiment: name, number: id.number + 1)
    }
    return id
  }
}
