// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
public import TrineCore
import TrineFiles

/// Reads what a run's folder says, so that the catalog can be made anew from the folders alone.
public enum RunReader {
  /// The record of one run.
  /// - Throws: a `Diagnostic` that says which file of the folder does not hold what it must.
  public static func run(_ id: RunID, in workspace: Workspace) throws -> Run {
    let folder = RunFolder(workspace.path(Workspace.folder(id)))
    try checkReadable([folder.supervisorEvents, folder.plan])
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    guard let first = transitions.first, let created = Timestamp.date(first.time),
      Timestamp.text(created).count == first.time.count
    else { throw Diagnostic.noBeginning(id) }
    let plan = try plan(of: id, folder)
    try checkReadable((0..<(plan["ranks"]?.int ?? 1)).map(folder.events))
    var run = Run(
      id: id,
      uid: first.uid.flatMap { $0.isEmpty ? nil : $0 } ?? ULID(at: created).description,
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
    run.metrics = RunHistory(folder, ranks: run.ranks).metrics
    return run
  }

  /// Where the time of a run went, by what its ranks say.
  public static func breakdown(_ run: Run, in workspace: Workspace) -> RunBreakdown {
    RunHistory(RunFolder(workspace.path(run.folder)), ranks: run.ranks).breakdown
  }

  /// The BLAS threads of each rank of a run, by what they say; `nil` where they do not.
  public static func threads(_ run: Run, in workspace: Workspace) -> Int? {
    let folder = RunFolder(workspace.path(run.folder))
    let events = EventReader<TrainingEvent>.all(folder.events(rank: 0), ignoring: "heartbeat")
    let start = events.last { $0.kind == .started }
    return start?.values?["threads"].flatMap { Int(exactly: $0) }
  }

  /// The ids of all run folders of a workspace, in the order of their names; none where they cannot be listed.
  public static func ids(in workspace: Workspace) -> [RunID] {
    (try? readIDs(in: workspace)) ?? []
  }

  /// The same.
  /// - Throws: a `Diagnostic` where there are folders that cannot be listed.
  static func readIDs(in workspace: Workspace) throws(Diagnostic) -> [RunID] {
    let path = workspace.path(Workspace.runs)
    do throws(SystemError) {
      return try Folder.readNames(in: path).compactMap { RunID($0) }
    } catch  where error == .missing {
      return []
    } catch {
      throw Diagnostic.cannotRead(path, error, as: Workspace.runs)
    }
  }

  /// A run of which a file cannot be opened would be another one without what that says.
  private static func checkReadable(_ files: [String]) throws {
    for file in files where unsafe access(file, R_OK) != 0 && errno != ENOENT {
      let told = Diagnostic.cannotRead(file, SystemError(code: errno))
      throw Diagnostic(
        .badData,
        at: told.location,
        "\(told.message), so the run is left out",
        fix: told.fix
      )
    }
  }

  /// All runs of a workspace that can be read; `Reconciler` says what is wrong with the others.
  public static func runs(in workspace: Workspace) -> [Run] {
    ids(in: workspace).compactMap { try? run($0, in: workspace) }
  }

  private static func plan(of id: RunID, _ folder: RunFolder) throws -> JSONValue {
    let plan: JSONValue
    do {
      plan = try JSONText.value(JSONValue.self, from: FileText.read(folder.plan))
    } catch {
      throw Diagnostic.noPlan(id)
    }
    let ranks = plan["ranks"]?.int ?? 1
    guard (1...RunFolder.mostRanks).contains(ranks) else {
      throw Diagnostic.damagedRanks(id, ranks)
    }
    return plan
  }
}

extension Run {
  /// Takes in one transition: the latest one says where the run stands.
  mutating func take(_ transition: RunTransition) {
    // The first word on how a run ended is the one that counts, unless it is resumed.
    guard !status.isFinal || transition.status == .running else { return }
    status = transition.status
    reason = transition.reason
    let date = Timestamp.date(transition.time)
    if transition.status == .running {
      if let ended, let date { paused += max(0, date.timeIntervalSince(ended)) }
      if started == nil { started = date }
    }
    ended = transition.status.isFinal ? date : nil
  }
}

// MARK: - Messages

extension Diagnostic {
  private static func damaged(_ id: RunID, _ file: String, _ message: String) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: "\(Workspace.folder(id))/\(file)"),
      "\(message), so the run is left out",
      fix: "mend the file, or move the folder away"
    )
  }

  fileprivate static func noBeginning(_ id: RunID) -> Diagnostic {
    damaged(id, "supervisor.events.jsonl", "it does not say when the run was made")
  }

  fileprivate static func noPlan(_ id: RunID) -> Diagnostic {
    damaged(id, "plan.json", "there is no plan in it")
  }

  fileprivate static func damagedRanks(_ id: RunID, _ ranks: Int) -> Diagnostic {
    damaged(id, "plan.json", "'ranks' is \(ranks)")
  }
}
