// SPDX-License-Identifier: MIT

/// The sets of a run, or one shard of them.
public struct DataSplits: Sendable {
  /// Where the training and the validation samples lie.
  public let trainingSet: Dataset
  /// The rows to learn from.
  public let training: [Int]
  /// The rows set aside; empty without a validation split.
  public let validation: [Int]
  /// The test set, when there is one.
  public let testSet: Dataset?
  /// Samples to learn from in all shards together.
  public let trainingTotal: Int
  /// Samples set aside in all shards together.
  public let validationTotal: Int
  /// Test samples in all shards together; 0 without a test set.
  public let testTotal: Int
  private let share: Double
  private let shards: Int

  /// Sets a seeded share of the training samples aside for validation.
  public init(trainingSet: Dataset, testSet: Dataset?, validation share: Double, seed: Int) {
    self.init(
      training: SamplePart(dataset: trainingSet, total: trainingSet.count),
      test: testSet.map { SamplePart(dataset: $0, total: $0.count) },
      validation: share,
      seed: seed,
      shards: 1
    )
  }

  /// Splits one shard; every shard sets its own share aside.
  init(
    training part: SamplePart,
    test: SamplePart?,
    validation share: Double,
    seed: Int,
    shards: Int
  ) {
    var order = Array(0..<part.dataset.count)
    let held = Self.validationCount(of: order.count, share: share)
    if held > 0 {
      var random = RandomStream(seed: seed, for: .validationSplit)
      random.shuffle(&order)
    }
    trainingSet = part.dataset
    testSet = test?.dataset
    validation = order.suffix(held).sorted()
    training = order.dropLast(held).sorted()
    validationTotal = Self.validationTotal(of: part.total, share: share, shards: shards)
    trainingTotal = part.total - validationTotal
    testTotal = test?.total ?? 0
    (self.share, self.shards) = (share, shards)
  }

  /// How many samples some shard has to learn from; all shards are 1 when the plan is not sharded.
  public func trainingCount(ofShard shard: Int) -> Int {
    Self.trainingCount(
      ofShard: shard,
      of: shards,
      samples: trainingTotal + validationTotal,
      validation: share
    )
  }

  /// How many samples some shard has to learn from.
  /// - Parameters:
  ///   - shard: Which one, from 0.
  ///   - shards: How many shards there are.
  ///   - samples: Training samples of all shards, of which each sets its share aside.
  ///   - share: The share for validation.
  /// - Returns: the count without those set aside.
  public static func trainingCount(
    ofShard shard: Int,
    of shards: Int,
    samples: Int,
    validation share: Double
  ) -> Int {
    let count = (0..<samples).part(shard, of: shards).count
    return count - validationCount(of: count, share: share)
  }

  /// How many of `count` samples a share sets aside, rounded down.
  public static func validationCount(of count: Int, share: Double) -> Int {
    Int(Double(count) * share)
  }

  /// How many of `count` samples are set aside when each of some shards rounds down.
  static func validationTotal(of count: Int, share: Double, shards: Int) -> Int {
    (0..<shards).reduce(0) { sum, shard in
      sum + validationCount(of: (0..<count).part(shard, of: shards).count, share: share)
    }
  }
}
