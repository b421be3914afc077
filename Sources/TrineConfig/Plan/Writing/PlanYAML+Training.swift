// SPDX-License-Identifier: MIT

import TrineCore

extension PlanYAML {
  /// The section `train`.
  static func entries(_ train: TrainPlan) -> [YAMLWriter.Entry] {
    [
      ("epochs", .whole(train.epochs)),
      ("batch", .whole(train.batch)),
      ("shuffle", .flag(train.shuffle)),
      ("optimizer", .section(entries(train.optimizer))),
      ("learningRate", .section(entries(train.learningRate))),
      ("evaluateEvery", .word(train.evaluateEvery.text)),
      ("checkpointEvery", train.checkpointEvery.map { .word($0.text) }),
      ("earlyStopping", train.earlyStopping.map { .section(entries($0)) }),
    ]
  }

  private static func entries(_ optimizer: OptimizerPlan) -> [YAMLWriter.Entry] {
    let own: [YAMLWriter.Entry] =
      switch optimizer.kind {
      case .sgd:
        [("momentum", .number(optimizer.momentum)), ("nesterov", .flag(optimizer.nesterov))]
      case .adam:
        [
          ("beta1", .number(optimizer.beta1)), ("beta2", .number(optimizer.beta2)),
          ("epsilon", .number(optimizer.epsilon)),
        ]
      }
    return [("kind", .word(optimizer.kind.rawValue))] + own + [
      ("weightDecay", .number(optimizer.weightDecay))
    ]
  }

  private static func entries(_ rate: LearningRatePlan) -> [YAMLWriter.Entry] {
    let own: [YAMLWriter.Entry] =
      switch rate.schedule {
      case .constant: []
      case .step: [("factor", .number(rate.factor)), ("everyEpochs", .number(rate.everyEpochs))]
      case .cosine: [("end", .number(rate.end))]
      case .polynomial: [("power", .number(rate.power)), ("end", .number(rate.end))]
      }
    return [
      ("base", .number(rate.base)),
      ("warmupEpochs", .number(rate.warmupEpochs)),
      ("schedule", .word(rate.schedule.rawValue)),
    ] + own
  }

  private static func entries(_ rule: EarlyStoppingPlan) -> [YAMLWriter.Entry] {
    [
      ("metric", .word(rule.metric)),
      ("patience", .whole(rule.patience)),
      ("minimumChange", .number(rule.minimumChange)),
    ]
  }
}
