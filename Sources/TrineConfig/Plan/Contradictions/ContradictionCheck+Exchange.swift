// SPDX-License-Identifier: MIT

import TrineCore

// How gradients get from rank to rank.
extension ContradictionCheck {
  /// Checks what goes with backup workers.
  func backups(_ sync: SyncPlan, _ choices: SyncChoices) {
    let backups = choices.backupWorkers
    report(
      [backups.key, "ranks"],
      if: backups.isMade && sync.backupWorkers >= plan.ranks,
      "\(backups.text) and 'ranks' is \(plan.ranks); a step needs the gradient of one rank at least",
      fix: plan.ranks == 1
        ? "leave it out, or use more ranks"
        : "use backupWorkers: \(plan.ranks - 1) or fewer, or more ranks"
    )
    for choice in [choices.compression, choices.bucket, choices.gradientAccumulation] {
      exclude(
        backups,
        choice,
        because: "with backup workers a gradient comes whole, and may come too late"
      )
    }
    exclude(
      backups,
      choices.allreduce,
      because: "with backup workers rank 0 adds up the gradients that have come"
    )
  }

  /// Checks what goes with compression, with sums in the background and over a wire.
  func exchange(_ sync: SyncPlan, _ choices: SyncChoices) {
    let isOwn = [.shared, .hierarchical, .ring].contains(sync.allreduce)
    let allreduce = Choice("sync.allreduce", sync.allreduce.rawValue, if: isOwn)
    exclude(
      choices.compression,
      allreduce,
      because: "it sums whole floats only",
      fix: "use allreduce: auto, or leave out compression"
    )
    for choice in [choices.bucket, choices.doubleBuffering] {
      exclude(
        choice,
        allreduce,
        because: "it cannot go on in the background",
        fix: "use allreduce: auto, or leave out \(choice.name)"
      )
    }
    wire(sync.allreduce)
    let count = plan.model.parameterCount
    report(
      ["sync.compression", "model.layers"],
      if: sync.compression == .topk && count > Double(Int32.max),
      "'sync.compression' is topk and 'model.layers' has \(count.brief) parameters; the places of "
        + "the largest values are counted up to \(Int(Int32.max).grouped)",
      fix: "use compression: fp16 or bf16, or narrower layers"
    )
    exclude(
      choices.bucket,
      choices.compression,
      because: "what compression loses is kept for all gradients at once"
    )
  }

  private func wire(_ allreduce: SyncPlan.Allreduce) {
    report(
      ["sync.allreduce", "wire"],
      if: plan.wire != nil && [.shared, .hierarchical].contains(allreduce),
      "'sync.allreduce' is \(allreduce.rawValue) and 'wire' is given; "
        + "ranks with a wire between them share no memory",
      fix: "use allreduce: auto, or leave out wire"
    )
  }
}
