// SPDX-License-Identifier: MIT

public import TrineCore

extension DataSplits {
  /// Reads or makes the sets of a plan.
  /// - Parameters:
  ///   - plan: Which sets; paths are relative to the current directory.
  ///   - seed: What synthetic sets and the validation split are drawn from.
  ///   - beat: Called now and then while this takes its time.
  /// - Returns: the sets, a share of the training samples set aside for validation.
  /// - Throws: a `Diagnostic` that names what is wrong with a file, or what `beat` throws.
  public static func load(
    _ plan: DataPlan,
    seed: Int,
    beat: () throws -> Void
  ) throws -> DataSplits {
    let sets: (training: Dataset, test: Dataset?)
    switch plan.format {
    case .idx:
      let folder = try IDXFolder(plan.requiredPath())
      sets = (try folder.training.load(beat: beat), try folder.test.load(beat: beat))
    case .csv:
      let files = try CSVPair(plan, beat: beat)
      sets = (files.training.dataset, files.test?.dataset)
    case .synthetic:
      let synthetic = SyntheticSet(plan, seed: seed)
      sets = (try synthetic.training(beat: beat), try synthetic.test(beat: beat))
    }
    return DataSplits(
      trainingSet: sets.training,
      testSet: sets.test,
      validation: plan.validation,
      seed: seed
    )
  }
}

extension DataPlan {
  func requiredPath() throws -> String {
    guard let path, !path.isEmpty else { throw Diagnostic.noPath(format) }
    return path
  }
}

/// The training and the test file of a CSV set.
struct CSVPair {
  let training: CSVFile
  let test: CSVFile?

  init(_ plan: DataPlan, beat: ByteReader.Beat) throws {
    let training = try CSVFile(plan.requiredPath(), label: plan.label, beat: beat)
    test = try plan.test.map { path in try CSVFile(path, label: plan.label, beat: beat) }
    self.training = training
    guard let test else { return }
    guard test.dataset.featureCount == training.dataset.featureCount else {
      throw Diagnostic.columnCounts(training, test)
    }
    if let names = training.header, let others = test.header, names != others {
      throw Diagnostic.columnNames(training, test, names, others)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noPath(_ format: DataPlan.Format) -> Diagnostic {
    Diagnostic(
      .badData,
      "'data.path' is missing; format: \(format.rawValue) reads its samples from there",
      fix: format == .idx
        ? "add 'path: \(DataAdvice.fashionMNIST)'" : "add 'path: data/train.csv'"
    )
  }

  fileprivate static func columnCounts(_ training: CSVFile, _ test: CSVFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: test.path, line: 1),
      "the file has \(test.dataset.featureCount + 1) columns, and \(training.path) has "
        + "\(training.dataset.featureCount + 1)",
      fix: "give both files the same columns in the same order"
    )
  }

  fileprivate static func columnNames(
    _ training: CSVFile,
    _ test: CSVFile,
    _ names: [String],
    _ others: [String]
  ) -> Diagnostic {
    let index = zip(names, others).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
    return Diagnostic(
      at: SourceLocation(file: test.path, line: 1),
      "column \(index + 1) is '\(others[index])', and in \(training.path) it is '\(names[index])'",
      fix: "give both files the same columns in the same order"
    )
  }
}
