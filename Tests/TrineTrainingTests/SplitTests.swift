// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineTraining

/// How samples are divided: into training and validation, batches, and parts of ranks.
struct SplitTests {
  @Test(
    "training and validation samples are all samples, each once",
    arguments: [0, 0.1, 0.25, 0.999],
    [1, 10, 61]
  )
  func validation(share: Double, count: Int) throws {
    let set = Dataset(
      features: [Float](repeating: 0, count: count),
      labels: [Int32](repeating: 0, count: count),
      featureCount: 1
    )
    let splits = DataSplits(trainingSet: set, testSet: nil, validation: share, seed: 4)
    #expect((splits.training + splits.validation).sorted() == Array(0..<count))
    #expect(splits.validation.count == Int(Double(count) * share))
    let other = DataSplits(trainingSet: set, testSet: nil, validation: share, seed: 5)
    if splits.validation.count > 1, count == 61, share < 0.9 {
      #expect(splits.validation != other.validation)
    }
  }

  @Test("every epoch takes each sample once, in an order of its own", arguments: [1, 7, 13, 100])
  func epochs(batch: Int) {
    let samples = Array(stride(from: 3, to: 50, by: 2))
    var order = EpochOrder(samples, batch: batch, seed: 1)
    var orders: Set<[Int]> = []
    for epoch in 1...3 {
      order.shuffle(epoch: epoch)
      let batches = (0..<order.stepCount).map { order.order[order.positions(ofBatch: $0)] }
      #expect(batches.dropLast().allSatisfy { $0.count == batch })
      #expect(batches.joined().sorted() == samples)
      orders.insert(Array(batches.joined()))
    }
    #expect(orders.count == 3)
    order.shuffle(epoch: 1)
    #expect(orders.contains(order.order))
  }

  @Test("parts of ranks are a range, in order and as even as can be", arguments: 0...9, 1...5)
  func parts(count: Int, size: Int) {
    let parts = (0..<size).map { (3..<3 + count).part($0, of: size) }
    #expect(Array(parts.joined()) == Array(3..<3 + count))
    let counts = parts.map(\.count)
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
  }

  @Test("synthetic sets have the asked size, balanced classes, and a test set a fifth as large")
  func synthetic() throws {
    for plan in [DataPlan.blobs(samples: 100, validation: 0), .spirals(samples: 100, classes: 4)] {
      let splits = try DataSplits.load(plan, seed: 2) {}
      let set = splits.trainingSet
      #expect((set.count, set.classCount, set.featureCount) == (100, plan.classes, plan.features))
      #expect(splits.testSet?.count == 20)
      let counts = (0..<set.classCount).map { label in set.labels.count { Int($0) == label } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
      let again = try DataSplits.load(plan, seed: 2) {}
      #expect(again.trainingSet.values == set.values)
      #expect(try DataSplits.load(plan, seed: 3) {}.trainingSet.values != set.values)
      #expect(splits.testSet?.values != Array(set.values.prefix(20 * set.featureCount)))
    }
  }

  @Test("reading data lets the rank beat")
  func beats() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder, gzip: true)
    var beats = 0
    _ = try DataSplits.load(DataPlan(format: .idx, path: folder.path), seed: 1) { beats += 1 }
    #expect(beats >= 4)
    #expect(throws: CancellationError.self) {
      try DataSplits.load(DataPlan(format: .idx, path: folder.path), seed: 1) {
        throw CancellationError()
      }
    }
  }
}
