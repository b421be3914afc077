// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
public import TrineCore
import TrineFiles

/// Reads what a run's folder says, so that the catalog can be made anew from the folders alone.
public enum RunReader {
  /// The record of one run; `nil` when the folder holds no run, or none that ever got its plan.
  public static func run(_ id: RunID, in workspace: Workspace) -> Run? {
    let folder = RunFolder(workspace.path(Workspace.folder(id)))
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    guard let first = transitions.first, let created = Timestamp.date(first.time),
      let text = try? FileText.read(folder.plan),
      let plan = try? JSONText.value(JSONValue.self, from: text)
    else { return nil }
    var run = Run(
      id: id,
      uid: first.uid ?? ULID(at: created).description,
      status: first.status,
      created: created,
      host: first.supervisor?.host ?? "unknown",
      ranks: plan["ranks"]?.int ?? 1,
      seed: plan["seed"]?.int ?? 0,
      config: plan,
      tags: (plan["tags"]?.array ?? []).compactMap(\.string),
      folder: Workspace.folder(id)
    )
    for transition in transitions { run.take(transition) }
    for event in EventReader<TrainingEvent>.all(folder.events(rank: 0)) { run.metrics.take(event) }
    return run
  }

  /// The ids of all run folders of a workspace, in the order of their names.
  public static func ids(in workspace: Workspace) -> [RunID] {
    Folder.names(in: workspace.path(Workspace.runs)).compactMap { RunID($0) }
  }

  /// All runs of a workspace.
  public static func runs(in workspace: Workspace) -> [Run] {
    ids(in: workspace).compactMap { run($0, in: workspace) }
  }
}

extension Run {
  /// Takes in one transition: the latest one says where the run stands.
  mutating func take(_ transition: RunTransition) {
    // The first word on how a run ended is the one that counts.
    guard !status.isFinal else { return }
    status = transition.status
    reason = transition.reason
    let date = Timestamp.date(transition.time)
    if transition.status == .running { started = date }
    if transition.status.isFinal { ended = date }
  }
}
