// SPDX-License-Identifier: MIT

import TrineCore

extension SyncPlan {
  /// Reads the section `sync`; averages that are steps apart are averages of parameters.
  init(reading reader: SectionReader) {
    let usual = SyncPlan()
    let averageEvery = reader.count("averageEvery", default: usual.averageEvery)
    self.init(
      averageEvery: averageEvery,
      average: reader.choice("average", default: averageEvery > 1 ? .parameters : usual.average),
      doubleBuffering: reader.flag("doubleBuffering", default: usual.doubleBuffering),
      backupWorkers: reader.whole(
        "backupWorkers",
        default: usual.backupWorkers,
        in: 0...SectionReader.largestCount
      ),
      gradientAccumulation: reader.count(
        "gradientAccumulation",
        default: usual.gradientAccumulation
      ),
      allreduce: reader.choice("allreduce", default: usual.allreduce),
      bucket: reader.optionalBytes("bucket"),
      compression: reader.choice("compression", default: usual.compression)
    )
    reader.reportStrangers(to: compression, under: "compression")
    if compression == .topk {
      topShare = reader.number("topShare", default: topShare, .positiveShare)
    }
  }
}

extension SyncPlan.Compression: KeyedChoice {
  /// The keys that only this compression has.
  var keys: [String] {
    self == .topk ? ["topShare"] : []
  }
}

extension NumberLimits {
  /// A share that is not nothing.
  fileprivate static let positiveShare = NumberLimits(must: "more than 0 and at most 1") {
    $0 > 0 && $0 <= 1
  }
}
