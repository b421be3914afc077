// SPDX-License-Identifier: MIT

import TrineCore

/// The choices of the section `sync` that are not the usual ones.
struct SyncChoices {
  let parameters: Choice
  let doubleBuffering: Choice
  let backupWorkers: Choice
  let gradientAccumulation: Choice
  let allreduce: Choice
  let bucket: Choice
  let compression: Choice

  /// Parameters may be averaged because that was said, or because averages are steps apart.
  init(_ sync: SyncPlan, isAverageGiven: Bool) {
    let isApart = sync.averageEvery > 1
    parameters =
      isApart && !isAverageGiven
      ? Choice("sync.averageEvery", "\(sync.averageEvery)")
      : Choice("sync.average", "parameters", if: sync.average == .parameters)
    doubleBuffering = Choice("sync.doubleBuffering", "true", if: sync.doubleBuffering)
    backupWorkers = Choice(
      "sync.backupWorkers",
      "\(sync.backupWorkers)",
      if: sync.backupWorkers > 0
    )
    gradientAccumulation = Choice(
      "sync.gradientAccumulation",
      "\(sync.gradientAccumulation)",
      if: sync.gradientAccumulation > 1
    )
    allreduce = Choice("sync.allreduce", sync.allreduce.rawValue, if: sync.allreduce != .auto)
    bucket = Choice(
      "sync.bucket",
      sync.bucket.map { Quantity.size.text(Double($0)) } ?? "null",
      if: sync.bucket != nil
    )
    compression = Choice(
      "sync.compression",
      sync.compression.rawValue,
      if: sync.compression != .none
    )
  }

  /// All of them.
  var all: [Choice] {
    [
      parameters, doubleBuffering, backupWorkers, gradientAccumulation, allreduce, bucket,
      compression,
    ]
  }
}

extension ContradictionCheck {
  /// Checks the section `sync`.
  func sync(_ sync: SyncPlan) {
    let choices = SyncChoices(sync, isAverageGiven: isGiven("sync.average"))
    batch(sync)
    averages(sync)
    parameters(choices)
    overlap(choices)
    backups(sync, choices)
    exchange(sync, choices)
  }

  private func averages(_ sync: SyncPlan) {
    report(
      ["sync.average", "sync.averageEvery"],
      if: sync.averageEvery > 1 && sync.average == .gradients,
      "'sync.average' is gradients and 'sync.averageEvery' is \(sync.averageEvery); "
        + "between two averages each rank changes parameters of its own",
      fix: "use average: parameters, or averageEvery: 1"
    )
  }

  private func parameters(_ choices: SyncChoices) {
    let parameters = choices.parameters
    let usual = parameters.name == "average" ? "average: gradients" : "averageEvery: 1"
    let excluded = [
      (choices.doubleBuffering, "only gradients may be a step old"),
      (choices.backupWorkers, "the parameters of every rank belong to their average"),
      (
        choices.bucket,
        "a bucket holds gradients of the backward pass, and averages are of parameters"
      ),
      (choices.compression, "only gradients are compressed, and averages are of parameters"),
    ]
    for (choice, reason) in excluded {
      exclude(
        parameters,
        choice,
        because: reason,
        fix: "leave out \(choice.name), or use \(usual)"
      )
    }
  }

  private func overlap(_ choices: SyncChoices) {
    exclude(
      choices.doubleBuffering,
      choices.backupWorkers,
      because: "one waits for every rank's gradient, the other does without the last"
    )
    exclude(
      choices.doubleBuffering,
      choices.bucket,
      because: "one sums gradients during the next step, the other during the backward pass"
    )
  }
}
