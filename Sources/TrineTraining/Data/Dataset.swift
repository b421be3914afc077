// SPDX-License-Identifier: MIT

/// Samples in memory: a row of floats and a class each.
///
/// Rows lie one after the other and are normalised once, when they are read.
public struct Dataset: Sendable {
  /// All rows, (N, F).
  public let features: [Float]
  /// The class of each row, (N).
  public let labels: [Int32]
  /// Values a row, F.
  public let featureCount: Int
  /// One more than the largest class.
  public let classCount: Int

  /// Joins rows and classes; `features` holds `featureCount` values for each of the `labels`.
  public init(features: [Float], labels: [Int32], featureCount: Int) {
    precondition(features.count == labels.count * featureCount, "a row for each label")
    self.features = features
    self.labels = labels
    self.featureCount = featureCount
    classCount = Int(labels.max() ?? -1) + 1
  }

  /// How many samples there are, N.
  public var count: Int { labels.count }

  /// Copies some samples, one after the other, to where a model takes them.
  ///
  /// Shapes: `x` is (B, F) for B indices; `y` holds B classes or more. Cost: B·F values read and written.
  public func gather(
    _ indices: ArraySlice<Int>,
    into x: inout MutableSpan<Float>,
    labels y: inout MutableSpan<Int32>
  ) {
    let (width, source, classes) = (featureCount, features.span, labels.span)
    precondition(x.count == indices.count * width, "x is not (B, F)")
    var start = 0
    for (row, index) in indices.enumerated() {
      let first = index * width
      for f in 0..<width { x[start + f] = source[first + f] }
      y[row] = classes[index]
      start += width
    }
  }
}

/// The sets of a run.
public struct DataSplits: Sendable {
  /// Where the training and the validation samples lie.
  public let trainingSet: Dataset
  /// The rows to learn from.
  public let training: [Int]
  /// The rows set aside; empty without a validation split.
  public let validation: [Int]
  /// The test set, when there is one.
  public let testSet: Dataset?

  /// Sets a seeded share of the training samples aside for validation.
  public init(trainingSet: Dataset, testSet: Dataset?, validation share: Double, seed: Int) {
    var order = Array(0..<trainingSet.count)
    let held = Self.validationCount(of: trainingSet.count, share: share)
    if held > 0 {
      var random = RandomStream(seed: seed, for: .validationSplit)
      random.shuffle(&order)
    }
    self.trainingSet = trainingSet
    self.testSet = testSet
    validation = order.suffix(held).sorted()
    training = order.dropLast(held).sorted()
  }

  /// How many of `count` samples a share sets aside, rounded down.
  public static func validationCount(of count: Int, share: Double) -> Int {
    Int(Double(count) * share)
  }
}
