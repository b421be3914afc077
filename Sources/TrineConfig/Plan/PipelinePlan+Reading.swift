// SPDX-License-Identifier: MIT

import TrineCore

extension PipelinePlan {
  /// Reads the section `pipeline`.
  init(reading reader: SectionReader) {
    let usual = PipelinePlan()
    self.init(
      stages: reader.optionalWhole("stages", in: 1...SectionReader.largestCount),
      microbatches: reader.count("microbatches", default: usual.microbatches),
      schedule: reader.choice("schedule", default: usual.schedule)
    )
  }
}
