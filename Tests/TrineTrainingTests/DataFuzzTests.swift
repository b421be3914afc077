// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

/// Damaged files are read or refused with a diagnostic; nothing else happens.
struct DataFuzzTests {
  /// Changes, removes or repeats a few bytes.
  private func mutate(_ bytes: inout [UInt8], _ random: inout RandomStream) {
    let letters = Array("0123456789:.,-+e #\n\t'{}()<>fiuV\u{0}".utf8) + [0xFF, 0x80]
    for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      let length = Int(random.next() % 9)
      switch random.next() % 5 {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(letters[Int(random.next() % UInt64(letters.count))], at: place)
      case 2: bytes.insert(contentsOf: Array(bytes[place...].prefix(length)), at: place)
      case 3 where random.next() % 8 == 0: bytes.removeLast(bytes.count - place)
      default: bytes[place] = letters[Int(random.next() % UInt64(letters.count))]
      }
    }
  }

  /// Loads mutations of one of a plan's files, whole and in shards, and counts those that are refused.
  private func refused(_ plan: DataPlan, mutating path: String, seed: Int) throws -> Int {
    let original = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var random = RandomStream(seed: seed, for: .syntheticTraining)
    var refused = 0
    for turn in 0..<400 {
      var bytes = original
      mutate(&bytes, &random)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      var plan = plan
      plan.isSharded = turn % 2 == 1
      do {
        let splits = try DataSplits.load(plan, seed: 1, shard: (turn % 3, 3)) {}
        let set = splits.trainingSet
        #expect((set.labels.min() ?? 0) >= 0)
        // As wide as a damaged index says, which may be very wide.
        if set.featureCount < 1000 {
          let areFinite = set.values.allSatisfy(\.isFinite)
          #expect(areFinite)
        }
      } catch let problem as Diagnostic {
        #expect(problem.fix != nil && !problem.message.isEmpty)
        refused += 1
      }
    }
    return refused
  }

  @Test("damaged libsvm files", arguments: 0..<4)
  func libsvm(seed: Int) throws {
    let folder = try TemporaryFolder()
    let source = "\(Fixtures.folder)/numpy/sparse.libsvm"
    try FileManager.default.copyItem(atPath: source, toPath: folder.url("a").path)
    let plan = DataPlan(format: .libsvm, path: folder.url("a").path)
    let count = try refused(plan, mutating: folder.url("a").path, seed: seed)
    #expect((40..<400).contains(count))
  }

  @Test("damaged NumPy files", arguments: ["train", "labels"], ["int8", "float64", "uint8"])
  func npy(key: String, type: String) throws {
    let folder = try TemporaryFolder()
    let source = "\(Fixtures.folder)/numpy"
    let files = FileManager.default
    try files.copyItem(atPath: "\(source)/\(type).npy", toPath: folder.url("train").path)
    try files.copyItem(atPath: "\(source)/labels.npy", toPath: folder.url("labels").path)
    let plan = DataPlan(
      format: .npy,
      path: folder.url("train").path,
      labels: folder.url("labels").path
    )
    let count = try refused(plan, mutating: folder.url(key).path, seed: 5)
    #expect((100..<400).contains(count))
  }
}
