// SPDX-License-Identifier: MIT

import TrineCore

// What `deterministic: strict` needs to keep its promise.
extension ContradictionCheck {
  private static let strict: DottedKey = "deterministic"
  private static let strictBatch = 8
  private static let strictRanks = [1, 2, 4, 8]

  /// Reports whatever would make the bits depend on the rank count.
  func strictness() {
    guard plan.deterministic == .strict, areSound([Self.strict]) else { return }
    guard plan.mode == .sync, let sync = plan.sync else {
      report(
        ["mode", "grid", Self.strict],
        if: true,
        "'mode' is \(plan.mode.rawValue) and 'deterministic' is strict; "
          + "only ranks that average in step come to the same bits at every rank count",
        fix: "use mode: sync, or deterministic: plan"
      )
      return
    }
    for choice in SyncChoices(sync, isAverageGiven: isGiven("sync.average")).all {
      need(choice, "sums in the one order that is the same at every rank count", "leave it out")
    }
    need(
      Choice("data.sharded", "true", if: plan.data.isSharded),
      "takes the same samples for a batch at every rank count",
      "leave it out"
    )
    numbers()
  }

  private func numbers() {
    need(
      Choice("ranks", "\(plan.ranks)", if: !Self.strictRanks.contains(plan.ranks)),
      "works at 1, 2, 4 and 8 ranks",
      "use one of those"
    )
    need(
      Choice("threads", "\(plan.threads ?? 1)", if: plan.threads ?? 1 != 1),
      "takes one thread a rank",
      "use threads: 1"
    )
    let batch = plan.train.batch
    need(
      Choice("train.batch", "\(batch)", if: !batch.isMultiple(of: Self.strictBatch)),
      "sums a batch in \(Self.strictBatch) equal parts",
      "use a multiple of \(Self.strictBatch), such as "
        + "\((batch / Self.strictBatch + 1) * Self.strictBatch)"
    )
  }

  /// Reports a choice that strict determinism has no room for.
  private func need(_ choice: Choice, _ strictness: String, _ fix: String) {
    report(
      [choice.key, Self.strict],
      if: choice.isMade,
      "\(choice.text) and 'deterministic' is strict, which \(strictness)",
      fix: "\(fix), or use deterministic: plan"
    )
  }
}
