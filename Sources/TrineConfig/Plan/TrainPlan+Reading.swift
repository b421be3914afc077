// SPDX-License-Identifier: MIT

import TrineCore

extension TrainPlan {
  /// Reads the section `train`.
  init(reading reader: SectionReader) {
    let usual = TrainPlan()
    let largest = SectionReader.largestCount
    self.init(
      epochs: reader.whole("epochs", default: usual.epochs, in: 0...largest),
      batch: reader.whole("batch", default: usual.batch, in: 1...largest),
      optimizer: OptimizerPlan(reading: reader.section("optimizer")),
      learningRate: LearningRatePlan(reading: reader.section("learningRate"))
    )
  }
}

extension OptimizerPlan {
  init(reading reader: SectionReader) {
    let usual = OptimizerPlan()
    self.init(
      kind: reader.choice("kind", default: usual.kind),
      momentum: reader.number("momentum", default: usual.momentum, .share),
      weightDecay: reader.number("weightDecay", default: usual.weightDecay, .notNegative)
    )
  }
}

extension LearningRatePlan {
  init(reading reader: SectionReader) {
    self.init(base: reader.number("base", default: LearningRatePlan().base, .positive))
  }
}
