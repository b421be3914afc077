// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

/// What of a file is read: the first samples of it, and one shard of those.
struct ShardTests {
  @Test("shards are contiguous parts of all samples", arguments: DataFormat.all, 1...4)
  func shards(format: DataFormat, shards: Int) throws {
    let folder = try TemporaryFolder()
    var plan = try format.write(23, test: 7, into: folder)
    plan.isSharded = true
    for limit in [nil, 3, 10, 99] {
      plan.limit = limit
      let total = min(23, limit ?? 23)
      for shard in 0..<shards {
        let splits = try DataSplits.load(plan, seed: 1, shard: (shard, shards)) {}
        let rows = (0..<total).part(shard, of: shards)
        #expect(splits.trainingSet.values == rows.flatMap(format.row))
        #expect(splits.trainingSet.labels == rows.map { Int32(DataFormat.label($0)) })
        #expect(splits.trainingSet.featureCount == 3)
        let tests = (0..<7).part(shard, of: shards)
        #expect(splits.testSet?.values == tests.flatMap(format.row))
        #expect(splits.testSet?.labels == tests.map { Int32(DataFormat.label($0)) })
        #expect((splits.trainingTotal, splits.testTotal) == (total, 7))
      }
    }
  }

  @Test("every shard sets its own share aside, and all know how many", arguments: [1, 2, 3, 7])
  func validation(shards: Int) throws {
    let folder = try TemporaryFolder()
    var plan = try DataFormat(name: "npy").write(45, test: 1, into: folder)
    (plan.isSharded, plan.validation, plan.limit) = (true, 0.3, 40)
    let all = try (0..<shards).map { try DataSplits.load(plan, seed: 1, shard: ($0, shards)) {} }
    for splits in all {
      let count = splits.trainingSet.count
      #expect((splits.training + splits.validation).sorted() == Array(0..<count))
      #expect(splits.validation.count == Int(Double(count) * 0.3))
      #expect(splits.trainingTotal == all.reduce(0) { $0 + $1.training.count })
      #expect(splits.validationTotal == all.reduce(0) { $0 + $1.validation.count })
      for (shard, other) in all.enumerated() {
        #expect(splits.trainingCount(ofShard: shard) == other.training.count)
      }
    }
  }

  @Test("without 'sharded' every rank has everything")
  func unsharded() throws {
    let folder = try TemporaryFolder()
    let plan = try DataFormat(name: "csv").write(9, test: 2, into: folder)
    let splits = try DataSplits.load(plan, seed: 1, shard: (1, 3)) {}
    #expect((splits.trainingSet.count, splits.testSet?.count) == (9, 2))
    #expect(splits.trainingCount(ofShard: 0) == 9)
  }

  @Test("a synthetic sample is the same in any shard", arguments: 1...4)
  func synthetic(shards: Int) throws {
    var plan = DataPlan.blobs(samples: 61, validation: 0)
    let whole = try DataSplits.load(plan, seed: 1) {}
    (plan.isSharded, plan.limit) = (true, 50)
    let parts = try (0..<shards).map { try DataSplits.load(plan, seed: 1, shard: ($0, shards)) {} }
    #expect(parts.flatMap(\.trainingSet.values) == Array(whole.trainingSet.values.prefix(250)))
    #expect(parts.flatMap(\.trainingSet.labels) == Array(whole.trainingSet.labels.prefix(50)))
    #expect(parts.flatMap { $0.testSet?.values ?? [] } == whole.testSet?.values)
  }

  @Test("text in any shard is found behind thousands of lines", arguments: [false, true])
  func manyLines(gzip: Bool) throws {
    let folder = try TemporaryFolder()
    let format = DataFormat(name: "csv", isPacked: gzip)
    var plan = try format.write(20_001, test: 1, into: folder)
    plan.isSharded = true
    for shard in 0..<3 {
      let set = try DataSplits.load(plan, seed: 1, shard: (shard, 3)) {}.trainingSet
      #expect(set.values == (0..<20_001).part(shard, of: 3).flatMap(format.row))
    }
  }

  // MARK: - What is not read

  @Test("lines behind the limit and values of other shards are not looked at")
  func unread() throws {
    let folder = try TemporaryFolder()
    for (format, mistake) in [(DataPlan.Format.csv, "1,spam\n"), (.libsvm, "1 spam\n")] {
      let line = format == .csv ? "1,0\n" : "0 1:1\n"
      try folder.write("train", line + line + mistake + line)
      var plan = DataPlan(format: format, path: folder.url("train").path, limit: 2)
      #expect(try DataSplits.load(plan, seed: 1) {}.trainingSet.count == 2)
      (plan.limit, plan.isSharded) = (nil, true)
      let first = #expect(throws: Diagnostic.self) {
        try DataSplits.load(plan, seed: 1, shard: (1, 2)) {}
      }
      #expect(first?.location?.line == 3)
      guard format == .csv else { continue }
      #expect(try DataSplits.load(plan, seed: 1, shard: (0, 2)) {}.trainingSet.count == 2)
    }
  }

  @Test("of plain arrays only the shard is read", arguments: ["idx", "npy"])
  func seeks(name: String) throws {
    let folder = try TemporaryFolder()
    let format = DataFormat(name: name)
    // Three bytes a sample make three reads of a megabyte each, and one for the classes.
    var plan = try format.write(1 << 20, test: 1, into: folder)
    var beats = 0
    _ = try DataSplits.load(plan, seed: 1) { beats += 1 }
    #expect(beats == 6)
    (beats, plan.isSharded) = (0, true)
    let set = try DataSplits.load(plan, seed: 1, shard: (15, 16)) { beats += 1 }.trainingSet
    #expect(set.count == 1 << 16)
    #expect(set.row(99) == format.row(15 * 65_536 + 99))
    #expect(beats <= 4)
  }

  @Test("a limit is 1 or more")
  func limit() throws {
    var plan = DataPlan.blobs()
    plan.limit = 0
    let error = #expect(throws: Diagnostic.self) { try DataSplits.load(plan, seed: 1) {} }
    #expect(
      error?.description == """
        'data.limit' is 0; it must be 1 or more
          fix: delete 'limit' to use all training samples
        """
    )
  }
}
