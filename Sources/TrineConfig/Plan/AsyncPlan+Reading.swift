// SPDX-License-Identifier: MIT

import TrineCore

extension AsyncPlan {
  /// Reads the section `async`.
  init(reading reader: SectionReader) {
    let usual = AsyncPlan()
    self.init(
      servers: reader.count("servers", default: usual.servers),
      placement: reader.choice("placement", default: usual.placement),
      pullEvery: reader.count("pullEvery", default: usual.pullEvery),
      pushEvery: reader.count("pushEvery", default: usual.pushEvery),
      staleness: Staleness(reading: reader.section("staleness")),
      tolerateWorkerLoss: reader.flag("tolerateWorkerLoss", default: usual.tolerateWorkerLoss)
    )
  }
}

extension AsyncPlan.Staleness {
  /// Reads the section `async.staleness`.
  init(reading reader: SectionReader) {
    let usual = AsyncPlan.Staleness()
    let steps = 0...SectionReader.largestCount
    self.init(
      scaleLearningRate: reader.flag("scaleLearningRate", default: usual.scaleLearningRate),
      dropAbove: reader.optionalWhole("dropAbove", in: steps),
      bound: reader.optionalWhole("bound", in: steps)
    )
  }
}
