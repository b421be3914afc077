// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

struct DatasetTests {
  /// Ten samples of seven values, most of them zero, kept in each way there is.
  static func sets() throws -> [Dataset] {
    let bytes = (0..<70).map { UInt8($0.isMultiple(of: 5) ? $0 * 3 : 0) }
    let labels = (0..<10).map { Int32($0 % 3) }
    let floats = bytes.map { Float($0) / 255 }
    let folder = try TemporaryFolder()
    let lines = (0..<10).map { row in
      "\(labels[row])"
        + (0..<7).filter { bytes[row * 7 + $0] > 0 }
        .map { " \($0 + 1):\(floats[row * 7 + $0])" }.joined()
    }
    try folder.write("train", lines.joined(separator: "\n"))
    let plan = DataPlan(format: .libsvm, path: folder.url("train").path, features: 7)
    return [
      Dataset(features: floats, labels: labels, featureCount: 7),
      Dataset(bytes: bytes, labels: labels, featureCount: 7),
      try DataSplits.load(plan, seed: 1) {}.trainingSet,
    ]
  }

  @Test("bytes, floats and sparse rows are the same once gathered", arguments: try sets())
  func gathers(set: Dataset) throws {
    let expected = try Self.sets()[0]
    #expect((set.count, set.classCount, set.featureCount) == (10, 3, 7))
    let indices = [3, 9, 0, 3]
    for columns in [nil, 0..<7, 2..<5, 6..<7, 4..<4] {
      let width = columns?.count ?? 7
      // What was there before must not shine through.
      var values = [Float](repeating: 9, count: indices.count * width)
      var labels = [Int32](repeating: 9, count: 5)
      var x = values.mutableSpan
      var y = labels.mutableSpan
      set.gather(indices[...], columns: columns, into: &x, labels: &y)
      #expect(values == indices.flatMap { expected.row($0)[columns ?? 0..<7] })
      #expect(labels == indices.map { Int32($0 % 3) } + [9])
    }
  }

  @Test("a byte becomes the float nearest to a 255th of it")
  func bytes() {
    let set = Dataset(
      bytes: Array(0...255),
      labels: [Int32](repeating: 0, count: 256),
      featureCount: 1
    )
    #expect(set.values == (0...255).map { Float($0) / 255 })
  }
}
