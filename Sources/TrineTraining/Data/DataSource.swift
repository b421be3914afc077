// SPDX-License-Identifier: MIT

import TrineCore

/// The sets a plan names: files found and their headers checked, text read.
struct DataSource {
  private enum Content {
    case idx(IDXFolder)
    case csv(CSVPair)
    case libsvm(LibsvmPair)
    case npy(NPYPair)
    case synthetic(SyntheticSet)
  }

  private let content: Content
  private let training: Portion
  private let test: Portion

  /// Finds the sets.
  /// - Parameters:
  ///   - plan: Which sets.
  ///   - seed: What synthetic sets are drawn from.
  ///   - shard: Which of how many shards; counts when the plan is sharded.
  ///   - isKept: Whether values of text are kept once they have been checked.
  ///   - beat: Called now and then.
  /// - Throws: what is wrong with a file, or what `beat` throws.
  init(
    _ plan: DataPlan,
    seed: Int,
    shard: (index: Int, count: Int) = (0, 1),
    isKept: Bool,
    beat: ByteReader.Beat
  ) throws {
    if let limit = plan.limit, limit < 1 { throw Diagnostic.lowLimit(limit) }
    let shard = plan.isSharded ? shard : (index: 0, count: 1)
    test = Portion(shard: shard.index, shards: shard.count, isKept: isKept)
    var training = test
    training.limit = plan.limit
    self.training = training
    content =
      switch plan.format {
      case .idx: .idx(try IDXFolder(plan.requiredPath()))
      case .csv: .csv(try CSVPair(plan, training: training, test: test, beat: beat))
      case .libsvm: .libsvm(try LibsvmPair(plan, training: training, test: test, beat: beat))
      case .npy: .npy(try NPYPair(plan))
      case .synthetic: .synthetic(SyntheticSet(plan, seed: seed))
      }
  }

  /// Reads or makes the wanted samples.
  func parts(beat: ByteReader.Beat) throws -> (training: SamplePart, test: SamplePart?) {
    switch content {
    case .idx(let folder):
      (try folder.training.load(training, beat: beat), try folder.test.load(test, beat: beat))
    case .csv(let files):
      (files.training.part, files.test?.part)
    case .libsvm(let files):
      (files.trainingPart, files.testPart)
    case .npy(let arrays):
      (
        try arrays.training.load(training, beat: beat), try arrays.test?.load(test, beat: beat)
      )
    case .synthetic(let set):
      (try set.training(training, beat: beat), try set.test(test, beat: beat))
    }
  }

  /// Values a sample and one more than the largest class, and the samples of all shards; of arrays
  /// no more than the classes is read.
  func size() throws -> Size {
    switch content {
    case .idx(let folder):
      let count = training.total(of: folder.training.count)
      let classes = try folder.training.classes(of: 0..<count) {}
      let others = try folder.test.classes(of: 0..<folder.test.count) {}
      let width = folder.training.images.layout.width
      return Size(width, Self.count(classes, others), samples: count, tests: folder.test.count)
    case .csv(let files):
      let classes = max(files.training.classCount, files.test?.classCount ?? 0)
      return Size(
        files.training.featureCount,
        classes,
        samples: files.training.total,
        tests: files.test?.total ?? 0
      )
    case .libsvm(let files):
      return Size(
        files.features,
        files.training.classes.count,
        samples: files.training.total,
        tests: files.test?.total ?? 0
      )
    case .npy(let arrays):
      let count = training.total(of: arrays.training.count)
      let classes = try arrays.training.classes(of: 0..<count) {}
      let others = try arrays.test.map { test in try test.classes(of: 0..<test.count) {} } ?? []
      let tests = arrays.test?.count ?? 0
      return Size(arrays.training.width, Self.count(classes, others), samples: count, tests: tests)
    case .synthetic(let set):
      let count = training.total(of: set.samples)
      return Size(set.features, set.classes, samples: count, tests: set.testSamples)
    }
  }

  /// How large the sets are.
  struct Size {
    let features: Int
    let classes: Int
    let samples: Int
    /// Samples to test with.
    let tests: Int

    init(_ features: Int, _ classes: Int, samples: Int, tests: Int) {
      (self.features, self.classes, self.samples, self.tests) = (features, classes, samples, tests)
    }
  }

  private static func count(_ training: [Int32], _ test: [Int32]) -> Int {
    Int(max(training.max() ?? -1, test.max() ?? -1)) + 1
  }
}

extension DataPlan {
  func requiredPath() throws -> String {
    guard let path, !path.isEmpty else { throw Diagnostic.noPath(format) }
    return path
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noPath(_ format: DataPlan.Format) -> Diagnostic {
    Diagnostic(
      .badData,
      "'data.path' is missing; format: \(format.rawValue) reads its samples from there",
      fix: "add 'path: \(format.examplePath)'"
    )
  }

  fileprivate static func lowLimit(_ limit: Int) -> Diagnostic {
    Diagnostic(
      .badData,
      "'data.limit' is \(limit); it must be 1 or more",
      fix: "delete 'limit' to use all training samples"
    )
  }
}

extension DataPlan.Format {
  fileprivate var examplePath: String {
    switch self {
    case .idx: DataAdvice.fashionMNIST
    case .csv, .synthetic: "data/train.csv"
    case .libsvm: "data/train.libsvm"
    case .npy: "data/train.npy"
    }
  }
}
