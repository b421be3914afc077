// SPDX-License-Identifier: MIT

import TrineCore

// What the section `train` says, and what is made to go wrong.
extension ContradictionCheck {
  /// Checks the optimizer, the learning rate and early stopping.
  func training() {
    let optimizer = plan.train.optimizer
    exclude(
      Choice("train.optimizer.nesterov", "true", if: optimizer.nesterov),
      Choice("train.optimizer.momentum", "\(optimizer.momentum)", if: optimizer.momentum == 0),
      because: "Nesterov's method looks ahead along the momentum",
      fix: "use a momentum such as 0.9, or leave out nesterov"
    )
    rate(plan.train.learningRate)
    plan.train.earlyStopping.map(stopping)
  }

  private func rate(_ rate: LearningRatePlan) {
    let schedule = rate.schedule
    exclude(
      Choice("train.learningRate.end", "\(rate.end)", if: schedule.keys.contains("end")),
      Choice("train.learningRate.base", "\(rate.base)", if: rate.end >= rate.base),
      because: "a \(schedule.rawValue) schedule falls from base to end",
      fix: "use an end below \(rate.base), or schedule: constant"
    )
  }

  private func stopping(_ rule: EarlyStoppingPlan) {
    let metric = Choice("train.earlyStopping.metric", rule.metric)
    let data = plan.data
    report(
      [metric.key, "data.validation"],
      if: rule.metric.hasPrefix("validation/") && data.validation == 0,
      "\(metric.text) and 'data.validation' is \(data.validation); "
        + "without samples set aside there is no such metric",
      fix: "use a validation such as 0.1, or watch train/loss"
    )
    let isWithoutTest = [.csv, .libsvm, .npy].contains(data.format) && data.test == nil
    report(
      [metric.key, "data.format", "data.test"],
      if: rule.metric.hasPrefix("test/") && isWithoutTest,
      "\(metric.text), but 'data' names no test file; without one there is no such metric",
      fix: "add test to data, or watch train/loss"
    )
  }

  /// Reports faults of ranks that are not there.
  func faults() {
    for (key, rank) in [
      ("faults.delay.rank", plan.faults?.delay?.rank),
      ("faults.kill.rank", plan.faults?.kill?.rank),
    ] as [(DottedKey, Int?)] {
      guard let rank else { continue }
      report(
        [key, "ranks"],
        if: rank >= plan.ranks,
        "'\(key)' is \(rank) and 'ranks' is \(plan.ranks); ranks are counted from 0",
        fix: plan.ranks == 1
          ? "use rank: 0, or more ranks" : "use a rank from 0 to \(plan.ranks - 1), or more ranks"
      )
    }
  }
}
