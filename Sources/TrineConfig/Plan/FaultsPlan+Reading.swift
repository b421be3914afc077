// SPDX-License-Identifier: MIT

import TrineCore

extension FaultsPlan {
  /// Reads the section `faults`; `nil` when nothing goes wrong.
  init?(reading reader: SectionReader) {
    self.init(
      delay: reader.optionalSection("delay").map(Delay.init(reading:)),
      kill: reader.optionalSection("kill").map(Kill.init(reading:))
    )
    if delay == nil, kill == nil { return nil }
  }
}

extension FaultsPlan.Delay {
  /// Reads the section `faults.delay`.
  init(reading reader: SectionReader) {
    reader.require("rank", example: "rank: 1")
    reader.require("milliseconds", example: "milliseconds: 20")
    self.init(
      rank: reader.rank("rank"),
      milliseconds: reader.number("milliseconds", default: nil, .delay),
      distribution: reader.choice("distribution", default: .constant)
    )
    reader.reportStrangers(to: distribution, under: "distribution")
    if distribution == .periodic { every = reader.count("every", default: every) }
  }
}

extension FaultsPlan.Delay.Distribution: KeyedChoice {
  /// The keys that only this distribution has.
  var keys: [String] {
    self == .periodic ? ["every"] : []
  }
}

extension FaultsPlan.Kill {
  /// Reads the section `faults.kill`.
  init(reading reader: SectionReader) {
    reader.require("rank", example: "rank: 1")
    reader.require("step", example: "step: 100")
    self.init(
      rank: reader.rank("rank"),
      step: reader.whole("step", default: nil, in: 1...SectionReader.largestCount)
    )
  }
}

extension NumberLimits {
  /// Milliseconds of a delay: more than a day is no delay but the end of a run.
  fileprivate static let delay = NumberLimits(must: "more than 0 and at most 86400000, a day") {
    $0 > 0 && $0 <= 86_400_000
  }
}

extension SectionReader {
  /// A rank, which has no default.
  fileprivate func rank(_ name: String) -> Int {
    whole(name, default: nil, in: 0...Self.largestCount)
  }
}
