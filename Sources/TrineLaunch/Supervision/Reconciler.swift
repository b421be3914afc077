// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
public import TrineCatalog
public import TrineCore
import TrineFiles

/// Brings the catalog up to date with the run folders.
public struct Reconciler {
  private let workspace: Workspace
  private let catalog: Catalog

  /// Seconds without a word after which a run on another machine counts as lost.
  private static let patience = 60.0

  /// Looks after the runs of one workspace.
  public init(workspace: Workspace, catalog: Catalog) {
    self.workspace = workspace
    self.catalog = catalog
  }

  /// Takes in the runs the catalog does not know, and finds out how those ended whose supervisor
  /// did not live to say so.
  public func reconcile() throws {
    let known = try catalog.runIDs()
    for id in RunReader.ids(in: workspace) where !known.contains(id) {
      if let run = RunReader.run(id, in: workspace) { try catalog.save(run) }
    }
    try reconcileUnfinished()
  }

  private func reconcileUnfinished() throws {
    for known in try catalog.unfinishedRuns() {
      guard var run = RunReader.run(known.id, in: workspace) else { continue }
      if !run.status.isFinal { try judge(&run) }
      if run != known { try catalog.save(run) }
    }
  }

  /// Writes down how a run ended, if its supervisor and its ranks are gone.
  private func judge(_ run: inout Run) throws {
    let folder = RunFolder(workspace.path(run.folder))
    let transitions = EventReader<RunTransition>.all(folder.supervisorEvents)
    guard let supervisor = transitions.first?.supervisor else { return }
    let ranks = (0..<run.ranks).map { EventReader<TrainingEvent>.all(folder.events(rank: $0)) }
    let heard = lastHeard(folder, ranks: run.ranks) ?? run.created
    switch ProcessIdentity.isAlive(supervisor) {
    case true?: return
    case nil: guard Date().timeIntervalSince(heard) > Self.patience else { return }
    case false?: guard !ranks.contains(where: isAtWork) else { return }
    }
    let outcome = RunOutcome(orphanOf: supervisor.process, ranks: ranks)
    let transition = outcome.transition(at: heard)
    try FileText.append(line: JSONText.line(transition), to: folder.supervisorEvents)
    run.take(transition)
  }

  /// Whether the rank that wrote these events is still a process of this machine.
  private func isAtWork(_ events: [TrainingEvent]) -> Bool {
    guard let process = events.first?.values?["process"], let id = Int32(exactly: process) else {
      return false
    }
    return ProcessIdentity.isAlive(id, program: "trine-worker")
  }

  /// When a rank last wrote something.
  private func lastHeard(_ folder: RunFolder, ranks: Int) -> Date? {
    let dates = (0..<ranks).compactMap { rank in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.events(rank: rank))
      return attributes?[.modificationDate] as? Date
    }
    return dates.max()
  }
}
