// SPDX-License-Identifier: MIT

import TrineCore

/// The training and the test file of a CSV set.
struct CSVPair {
  let training: CSVFile
  let test: CSVFile?

  init(
    _ plan: DataPlan,
    training portion: Portion,
    test testPortion: Portion,
    beat: ByteReader.Beat
  ) throws {
    let training = try CSVFile(
      plan.requiredPath(),
      label: plan.label,
      portion: portion,
      beat: beat
    )
    self.training = training
    test = try plan.test.map { path in
      try DataAdvice.naming("test") {
        try CSVFile(path, label: plan.label, portion: testPortion, beat: beat)
      }
    }
    guard let test else { return }
    guard test.featureCount == training.featureCount else {
      throw Diagnostic.columnCounts(training, test)
    }
    if let names = training.header, let others = test.header, names != others {
      throw Diagnostic.columnNames(training, test, names, others)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func columnCounts(_ training: CSVFile, _ test: CSVFile) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: test.path, line: 1),
      "the file has \(test.featureCount + 1) columns, and \(training.path) has "
        + "\(training.featureCount + 1)",
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
