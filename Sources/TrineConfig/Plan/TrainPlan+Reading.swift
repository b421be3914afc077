// SPDX-License-Identifier: MIT

import TrineCore

extension TrainPlan {
  /// Reads the section `train`.
  init(reading reader: SectionReader) {
    let usual = TrainPlan()
    self.init(
      epochs: reader.whole("epochs", default: usual.epochs, in: 0...SectionReader.largestCount),
      batch: reader.count("batch", default: usual.batch),
      shuffle: reader.flag("shuffle", default: usual.shuffle),
      optimizer: OptimizerPlan(reading: reader.section("optimizer")),
      learningRate: LearningRatePlan(reading: reader.section("learningRate")),
      evaluateEvery: reader.value(
        "evaluateEvery",
        default: usual.evaluateEvery,
        shown: usual.evaluateEvery.text,
        Interval.init(reading:)
      ),
      checkpointEvery: reader.optional("checkpointEvery", Interval.init(reading:)),
      earlyStopping: reader.optionalSection("earlyStopping").map(EarlyStoppingPlan.init(reading:))
    )
  }
}

extension EarlyStoppingPlan {
  /// Reads the section `train.earlyStopping`.
  init(reading reader: SectionReader) {
    let usual = EarlyStoppingPlan()
    self.init(
      metric: reader.value("metric", default: usual.metric, shown: usual.metric) {
        node throws(ValueProblem) in
        let metric: WatchedMetric = try node.choice()
        return metric.rawValue
      },
      patience: reader.count("patience", default: usual.patience),
      minimumChange: reader.number("minimumChange", default: usual.minimumChange, .notNegative)
    )
  }
}

/// What early stopping may watch.
enum WatchedMetric: String, CaseIterable {
  case trainLoss = "train/loss"
  case validationLoss = "validation/loss"
  case validationAccuracy = "validation/accuracy"
  case testLoss = "test/loss"
  case testAccuracy = "test/accuracy"
}
