// SPDX-License-Identifier: MIT

import TrineCore

/// The arrays of a NumPy set: samples and classes to learn from, and those for the test.
struct NPYPair {
  let training: NPYSamples
  let test: NPYSamples?

  /// Finds and checks the files, reading only their headers.
  init(_ plan: DataPlan) throws {
    let path = try plan.requiredPath()
    guard let labels = plan.labels else { throw Diagnostic.noKey("labels", beside: path) }
    let training = try NPYSamples(path, key: "path", labels: labels, key: "labels")
    self.training = training
    switch (plan.test, plan.testLabels) {
    case (nil, nil): test = nil
    case (let path?, nil): throw Diagnostic.noKey("testLabels", beside: path)
    case (nil, let labels?): throw Diagnostic.noKey("test", beside: labels)
    case (let path?, let labels?):
      test = try NPYSamples(path, key: "test", labels: labels, key: "testLabels")
    }
    guard let test else { return }
    guard test.width == training.width else { throw Diagnostic.widths(training, test) }
    guard test.values.type.isByte == training.values.type.isByte else {
      throw Diagnostic.types(training, test)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noKey(_ key: String, beside path: String) -> Diagnostic {
    let isLabels = key != "test"
    return Diagnostic(
      .badData,
      "'data.\(key)' is missing; format: npy needs the \(isLabels ? "classes" : "samples") for \(path)",
      fix: "add '\(key): data/\(isLabels ? "labels" : "samples").npy'"
    )
  }

  fileprivate static func widths(_ training: NPYSamples, _ test: NPYSamples) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: test.values.path),
      "a test sample has \(test.width.counted("value")) and a training sample "
        + "\(training.width.grouped)",
      fix: "take all arrays from the same data set"
    )
  }

  fileprivate static func types(_ training: NPYSamples, _ test: NPYSamples) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: test.values.path),
      "test samples are \(test.values.type.name) and training samples "
        + "\(training.values.type.name); uint8 alone is scaled to 0…1",
      fix: "write both with the same type"
    )
  }
}
