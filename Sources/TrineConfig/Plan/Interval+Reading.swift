// SPDX-License-Identifier: MIT

import TrineCore

extension Interval {
  /// Reads `1 epoch`, `2 epochs` or `500 steps`; a number alone counts epochs.
  init(reading node: ConfigNode) throws(ValueProblem) {
    guard case .scalar(let text, _) = node.value, let measure = Measure(text) else {
      throw .notAnInterval
    }
    let make: (Int) -> Interval
    switch measure.unit {
    case "", "epoch", "epochs": make = Interval.epochs
    case "step", "steps": make = Interval.steps
    default: throw .notAnInterval
    }
    guard let number = measure.number, let count = Int(exactly: number) else {
      throw ValueProblem(must: "a whole number of epochs or steps")
    }
    guard count >= 1 else { throw ValueProblem(must: "1 or more") }
    guard count <= SectionReader.largestCount else {
      throw ValueProblem(must: "at most \(SectionReader.largestCount)")
    }
    self = make(count)
  }

  /// The interval as an experiment writes it: `1 epoch`, `500 steps`.
  var text: String {
    switch self {
    case .epochs(let count): "\(count) epoch\(count == 1 ? "" : "s")"
    case .steps(let count): "\(count) step\(count == 1 ? "" : "s")"
    }
  }
}

extension ValueProblem {
  fileprivate static let notAnInterval = ValueProblem(
    must: "a number of epochs or steps, such as 1 epoch or 500 steps"
  )
}
