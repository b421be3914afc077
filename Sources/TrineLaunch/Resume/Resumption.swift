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
      throw Diagnostic.nothingLeft(run, planned)
    }
    guard let checkpoint = Checkpoint.all(in: folder).last else {
      throw Diagnostic.noCheckpoint(run)
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

  fileprivate static func noCheckpoint(_ run: Run) -> Diagnostic {
    Diagnostic(
      .failure,
      "\(run.id) has no complete checkpoint to go on from",
      fix: "run the experiment anew with 'train.checkpointEvery: 1 epoch' in its file"
    )
  }

  fileprivate static func nothingLeft(_ run: Run, _ epochs: Int) -> Diagnostic {
    Diagnostic(
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
