// SPDX-License-Identifier: MIT

import TrineCore

extension LearningRatePlan {
  /// Reads the section `train.learningRate`; keys of another schedule keep their defaults.
  init(reading reader: SectionReader) {
    let usual = LearningRatePlan()
    self.init(
      base: reader.number("base", default: usual.base, .positive),
      warmupEpochs: reader.number("warmupEpochs", default: usual.warmupEpochs, .epochs),
      schedule: reader.choice("schedule", default: usual.schedule)
    )
    guard reader.problems.areSound(reader.full("schedule")) else { return }
    reader.reportStrangers(to: schedule, under: "schedule")
    switch schedule {
    case .constant: break
    case .step:
      factor = reader.number("factor", default: factor, .fraction)
      everyEpochs = reader.number("everyEpochs", default: everyEpochs, .positive)
    case .polynomial:
      power = reader.number("power", default: power, .positive)
      fallthrough
    case .cosine:
      end = reader.number("end", default: end, .notNegative)
    }
  }
}

extension LearningRatePlan.Schedule: KeyedChoice {
  /// The keys of the section with this schedule.
  var keys: [String] {
    let own =
      switch self {
      case .constant: [String]()
      case .step: ["factor", "everyEpochs"]
      case .cosine: ["end"]
      case .polynomial: ["power", "end"]
      }
    return ["base", "warmupEpochs"] + own
  }
}

extension NumberLimits {
  /// As many as there may be, not all of them whole.
  fileprivate static let epochs = NumberLimits(
    must: "0 or more and at most \(SectionReader.largestCount)"
  ) { $0 >= 0 && $0 <= Double(SectionReader.largestCount) }

  /// A part that is neither nothing nor the whole.
  static let fraction = NumberLimits(must: "more than 0 and less than 1") {
    $0 > 0 && $0 < 1
  }
}
