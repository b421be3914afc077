// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCatalog
import TrineCore
import TrineFiles

@testable import TrineLaunch

/// A workspace in a temporary folder, gone with the value.
final class Lab {
  let workspace: Workspace
  let catalog: Catalog

  init() throws {
    let root = FileManager.default.temporaryDirectory.path + "/trine-\(ULID())"
    try Folder.make(root)
    workspace = Workspace(root: root, settings: WorkspaceSettings(name: "lab"))
    catalog = try Catalog.open(at: workspace.path(Workspace.catalog))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: workspace.root)
  }

  /// A plan nobody will train: the worker is a script.
  static func plan(ranks: Int = 2, stallAfter: Double = 30) -> RunPlan {
    RunPlan(
      name: "trial",
      question: "Does it end as it should?",
      papers: ["chen2016revisiting"].compactMap(CitationKey.init),
      ranks: ranks,
      data: DataPlan(format: .synthetic, kind: .blobs),
      model: ModelPlan(layers: [2, 2]),
      stallAfter: stallAfter
    )
  }

  /// A worker that is a shell script: it passes the check, then does `body` with `$rank`, `$folder`,
  /// `$checkpoint` when resumed, and a function `say` that writes a line to the rank's events.
  func worker(_ body: String) throws -> WorkerProgram {
    let text = """
      if [ "$1" = --check ]; then cat >/dev/null; echo '{"openmpi": "4"}'; exit 0; fi
      folder=$1; rank=$OMPI_COMM_WORLD_RANK
      [ "$2" != --resume ] || checkpoint=$3
      say() { echo "$1" >>"$folder/rank-$rank.events.jsonl"; }
      \(body)
      """
    return try WorkerProgram(path: script("worker", text))
  }

  /// Makes a shell script and returns its path.
  func script(_ name: String, _ text: String) throws -> String {
    let path = workspace.path(name)
    try FileText.replace(path, with: "#!/bin/sh\n" + text)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  /// Makes a run's folder with the lines given, as if a supervisor had been at work.
  func folder(_ id: RunID, transitions: [RunTransition], events: [[String]] = []) throws {
    let folder = RunFolder(workspace.path(Workspace.folder(id)))
    try FileText.replace(folder.plan, with: JSONText.pretty(Self.plan(ranks: max(1, events.count))))
    for transition in transitions {
      try FileText.append(line: JSONText.line(transition), to: folder.supervisorEvents)
    }
    for (rank, lines) in events.enumerated() {
      for line in lines { try FileText.append(line: line, to: folder.events(rank: rank)) }
    }
  }
}
