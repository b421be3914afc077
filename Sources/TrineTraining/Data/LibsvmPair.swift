// SPDX-License-Identifier: MIT

import TrineCore

/// The training and the test file of a LIBSVM set.
struct LibsvmPair {
  let training: LibsvmFile
  let test: LibsvmFile?
  /// Values a sample: what the plan says, or the largest index of both files.
  let features: Int

  init(
    _ plan: DataPlan,
    training portion: Portion,
    test testPortion: Portion,
    beat: ByteReader.Beat
  ) throws {
    let training = try LibsvmFile(
      plan.requiredPath(),
      features: plan.features,
      portion: portion,
      beat: beat
    )
    let test = try plan.test.map { path in
      try DataAdvice.naming("test") {
        try LibsvmFile(
          path,
          features: plan.features,
          known: training.classes,
          portion: testPortion,
          beat: beat
        )
      }
    }
    features = plan.features ?? max(training.largestIndex, test?.largestIndex ?? 0)
    guard features > 0 else { throw Diagnostic.noValues(training.path) }
    self.training = training
    self.test = test
  }

  var trainingPart: SamplePart {
    training.part(classes: training.classes, features: features)
  }

  var testPart: SamplePart? {
    test?.part(classes: training.classes, features: features)
  }
}

extension Diagnostic {
  fileprivate static func noValues(_ path: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "no line of the file has a value beside its class",
      fix: "write values as index:value, such as '1 3:0.5 7:1'"
    )
  }
}
