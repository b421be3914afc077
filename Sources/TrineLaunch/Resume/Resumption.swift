// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// How a run that has ended goes on.
public struct Resumption: Sendable {
  /// The run, as it stands.
  public let run: Run
  /// Its plan, with the ranks and epochs it is to have from now on.
  public let plan: RunPlan
  /// Whether that is another plan than the one in its folder.
  public let isPlanNew: Bool
  /// What it goes on from.
  public let checkpoint: Checkpoint

  /// Reads what there is to go on from.
  /// - Parameters:
  ///   - run: The run, as the catalog has it after a reconciliation.
  ///   - workspace: Whose run it is.
  ///   - ranks: Another number of ranks.
  ///   - epochs: More epochs.
  /// - Throws: a `Diagnostic` when there is nothing to go on from or nothing left to do.
  public init(
    of run: Run,
    in workspace: Workspace,
    ranks: Int? = nil,
    epochs: Int? = nil
  ) throws {
    guard run.status.isFinal else { throw Diagnostic.stillRunning(run) }
    let folder = RunFolder(workspace.path(run.folder))
    let old = try Self.plan(of: run, folder)
    let planned = old.train.epochs
    if let epochs, epochs < planned { throw Diagnostic.fewerEpochs(run, epochs, planned) }
    if run.status == .finished, epochs ?? planned == planned {
      throw Diagnostic.nothingLeft(run, planned, stoppedAfter: Self.end(of: run, folder))
    }
    guard let checkpoint = Checkpoint.all(in: folder).last(where: { $0.isWhole(in: folder) }) else {
      throw Diagnostic.noCheckpoint(run, isPlanned: old.train.checkpointEvery != nil)
    }
    var plan = old
    plan.ranks = ranks ?? old.ranks
    plan.train.epochs = epochs ?? planned
    if plan.ranks != old.ranks { try RankChange(plan: plan, run: run).check() }
    self.run = run
    self.plan = plan
    self.checkpoint = checkpoint
    isPlanNew = plan != old
  }

  private static func plan(of run: Run, _ folder: RunFolder) throws -> RunPlan {
    do {
      return try JSONText.value(RunPlan.self, from: FileText.read(folder.plan))
    } catch is DecodingError {
      throw Diagnostic.foreignPlan(run)
    }
  }
}

extension Resumption {
  /// The plan as far as it has to be right for the run to go on: faults of ranks that are not there
  /// strike nobody, and the parameters it once began with are not read again.
  public var essentials: RunPlan {
    var plan = plan
    plan.model.initial = nil
    if let rank = plan.faults?.delay?.rank, rank >= plan.ranks { plan.faults?.delay = nil }
    if let rank = plan.faults?.kill?.rank, rank >= plan.ranks { plan.faults?.kill = nil }
    if plan.faults == FaultsPlan() { plan.faults = nil }
    return plan
  }

  /// After how many epochs a run ended that has finished; `nil` where its ranks do not say.
  private static func end(of run: Run, _ folder: RunFolder) -> Double? {
    RunHistory(folder, ranks: run.ranks).lastWords.values.compactMap(\.epoch).max()
  }

  /// Puts a new plan in the place of the folder's, which is kept as `plan-1.json`, `plan-2.json`, ….
  func writePlan(to folder: RunFolder) throws {
    guard isPlanNew else { return }
    let old = try FileText.read(folder.plan)
    var number = 1
    while FileText.exists("\(folder.path)/plan-\(number).json") { number += 1 }
    try FileText.replace("\(folder.path)/plan-\(number).json", with: old)
    try FileText.replace(folder.plan, with: JSONText.pretty(plan))
  }
}

// MARK: - Messages

extension Diagnostic {
  static func stillRunning(_ run: Run) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(run.id) is \(run.status.rawValue) and cannot be resumed before it has ended",
      fix: "wait for it, or stop it with Ctrl-C where it was started"
    )
  }

  fileprivate static func noCheckpoint(_ run: Run, isPlanned: Bool) -> Diagnostic {
    Diagnostic(
      .failure,
      isPlanned
        ? "\(run.id) ended before its first checkpoint was whole: there is nothing to go on from"
        : "\(run.id) has no complete checkpoint to go on from",
      fix: isPlanned
        ? "run the experiment anew, perhaps with a smaller 'train.checkpointEvery'"
        : "run the experiment anew with 'train.checkpointEvery: 1 epoch' in its file"
    )
  }

  fileprivate static func nothingLeft(
    _ run: Run,
    _ epochs: Int,
    stoppedAfter end: Double?
  ) -> Diagnostic {
    if let end, end < Double(epochs) {
      return Diagnostic(
        .usage,
        "\(run.id) was stopped early, after \(end.fixed(end == end.rounded() ? 0 : 2)) of its "
          + "\(epochs.counted("epoch")); there is nothing left to do",
        fix: "run the experiment anew with more 'train.earlyStopping.patience', or without it"
      )
    }
    return Diagnostic(
      .usage,
      "\(run.id) has finished its \(epochs.counted("epoch")); there is nothing left to do",
      fix: "give it more with --epochs \(epochs + max(1, epochs / 2))"
    )
  }

  fileprivate static func fewerEpochs(_ run: Run, _ epochs: Int, _ planned: Int) -> Diagnostic {
    Diagnostic(
      .usage,
      "'--epochs \(epochs)' is less than the \(planned.counted("epoch")) \(run.id) was to have",
      fix: "give \(planned) or more, or leave it out"
    )
  }

  fileprivate static func foreignPlan(_ run: Run) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: "\(run.folder)/plan.json"),
      "this version of Trine cannot read the plan, which another version wrote",
      fix:
        "resume the run with that version (environment.json names it), or run the experiment anew"
    )
  }
}
