// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCatalog
public import TrineCore
import TrineFiles

/// Brings the catalog up to date with the run folders.
public struct Reconciler {
  private let workspace: Workspace
  private let catalog: Catalog
  private let leavesFolders: Bool

  /// Seconds without a word after which a run on another machine counts as lost.
  private static let patience = 60.0
  /// Seconds a rank may take from the start of `mpirun` to its first word.
  private static let startUp = 10.0

  /// Looks after the runs of one workspace.
  /// - Parameters:
  ///   - workspace: Whose runs.
  ///   - catalog: What is brought up to date.
  ///   - leavesFolders: Whether nothing is written to the folders; how runs ended is found out anew
  ///     the next time, then.
  public init(workspace: Workspace, catalog: Catalog, leavesFolders: Bool = false) {
    self.workspace = workspace
    self.catalog = catalog
    self.leavesFolders = leavesFolders
  }

  /// Takes in the runs the catalog does not know, lets go of those whose folder is gone, and finds
  /// out how those ended whose supervisor did not live to say so.
  /// - Returns: what is wrong with folders that cannot be read; the other runs are taken in.
  public func reconcile() throws -> [Diagnostic] {
    var problems: [Diagnostic] = []
    let known = try catalog.runIDs()
    let found: [RunID]
    do {
      found = try RunReader.readIDs(in: workspace)
    } catch {
      // What is known of the runs stays.
      return [error]
    }
    for id in found where !known.contains(id) {
      // One that another command is just making has no plan yet.
      guard !isFresh(id) else { continue }
      try keeping(&problems) { try catalog.save(RunReader.run(id, in: workspace)) }
    }
    if Folder.exists(workspace.path(Workspace.runs)) {
      try catalog.remove(known.subtracting(found))
    }
    for known in try catalog.unfinishedRuns() where !isLookedAfter(known) {
      try keeping(&problems) {
        var run = try RunReader.run(known.id, in: workspace)
        if !run.status.isFinal { try judge(&run) }
        if run != known { try catalog.save(run) }
      }
    }
    return problems
  }

  private func isFresh(_ id: RunID) -> Bool {
    let folder = RunFolder(workspace.path(Workspace.folder(id)))
    guard !FileText.exists(folder.supervisorEvents) else { return false }
    return modified(folder.path).map { Date().timeIntervalSince($0) < Self.startUp } ?? false
  }

  /// Whether a run's supervisor is at work on this machine: it keeps the catalog up to date itself.
  private func isLookedAfter(_ run: Run) -> Bool {
    let folder = RunFolder(workspace.path(run.folder))
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    guard transitions.last?.status.isFinal == false,
      let supervisor = transitions.last(where: { $0.supervisor != nil })?.supervisor
    else { return false }
    return ProcessIdentity.isAlive(supervisor) == true
  }

  /// Goes on after a folder that cannot be read; what is wrong with it is kept.
  private func keeping(_ problems: inout [Diagnostic], _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let problem as Diagnostic where problem.cause == .badData {
      problems.append(problem)
    }
  }
}

// MARK: - Orphans

extension Reconciler {
  /// Writes down how a run ended, if its supervisor and its ranks are gone.
  private func judge(_ run: inout Run) throws {
    let folder = RunFolder(workspace.path(run.folder))
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    // Of a run that was resumed the latest supervisor counts, and what was said since.
    guard let supervisor = transitions.last(where: { $0.supervisor != nil })?.supervisor else {
      return
    }
    let start = transitions.last { $0.status == .running }
    let began = start.flatMap { Timestamp.date($0.time) } ?? run.created
    let ranks = (0..<run.ranks).map { rank in
      events(folder.events(rank: rank), since: start?.resumedFrom == nil ? nil : began)
    }
    let heard = max(lastHeard(folder, ranks: run.ranks), began)
    let silence = Date().timeIntervalSince(heard)
    switch ProcessIdentity.isAlive(supervisor) {
    case true?: return
    case nil: guard silence > Self.patience else { return }
    case false?:
      guard !ranks.contains(where: isAtWork) else { return }
      // Ranks that have not spoken yet may still be on their way.
      let isBoot = supervisor.boot == Machine.boot
      guard !isBoot || silence > Self.startUp || !ranks.contains(where: \.isEmpty) else { return }
    }
    let outcome = RunOutcome(orphanOf: supervisor.process, ranks: ranks)
    let transition = outcome.transition(at: heard)
    if !leavesFolders {
      try FileText.append(line: JSONText.line(transition), to: folder.supervisorEvents)
    }
    run.take(transition)
  }

  /// All events of a rank, or those since it was started again.
  private func events(_ file: String, since began: Date?) -> [TrainingEvent] {
    let all = EventReader<TrainingEvent>.all(file)
    guard let began else { return all }
    // A rank that has not spoken since has not touched its file.
    guard let written = modified(file), written >= began,
      let start = all.lastIndex(where: { $0.kind == .started })
    else { return [] }
    return Array(all[start...])
  }

  private func modified(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date
  }

  /// Whether the rank that wrote these events is still a process of this machine.
  private func isAtWork(_ events: [TrainingEvent]) -> Bool {
    guard let process = events.first?.values?["process"], let id = Int32(exactly: process) else {
      return false
    }
    return ProcessIdentity.isAlive(id, program: "trine-worker")
  }

  /// When a rank last wrote something; long ago when none has.
  private func lastHeard(_ folder: RunFolder, ranks: Int) -> Date {
    (0..<ranks).compactMap { modified(folder.events(rank: $0)) }.max() ?? .distantPast
  }
}
